/**
 * Adds "copy as CSV" and "copy for Word" above a table. The buttons' words come from data-label, data-label-apa and
 * data-done.
 */
class CopyTable extends HTMLElement {
  connectedCallback() {
    // browsers give the clipboard to https and localhost only
    if (this.querySelector(".table-tools") || !navigator.clipboard) return;
    const tools = document.createElement("div");
    tools.className = "table-tools";
    tools.append(this.#button(this.dataset["label"] ?? "CSV", (table) => navigator.clipboard.writeText(csv(table))));
    if (window.ClipboardItem) {
      tools.append(this.#button(this.dataset["labelApa"] ?? "APA", (table) => {
        const item = new ClipboardItem({
          "text/html": new Blob([apa(table, this.#note())], { type: "text/html" }),
          "text/plain": new Blob([tabs(table)], { type: "text/plain" }),
        });
        return navigator.clipboard.write([item]);
      }));
    }
    this.prepend(tools);
  }

  #button(label: string, copy: (table: HTMLTableElement) => Promise<void>): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet small";
    button.textContent = label;
    button.addEventListener("click", async () => {
      const table = this.querySelector("table");
      if (!table) return;
      await copy(table);
      button.textContent = this.dataset["done"] ?? label;
      setTimeout(() => { button.textContent = label; }, 2000);
    });
    return button;
  }

  #note(): string {
    const next = this.nextElementSibling;
    return next?.classList.contains("table-note") ? text(next) : "";
  }
}

function text(element: Element): string {
  return (element.textContent ?? "").trim().replace(/\s+/g, " ");
}

/** The cells as RFC 4180: a cell with a comma, a quote or a line break stands in quotes. data-value wins over the text. */
export function csv(table: HTMLTableElement): string {
  const field = (cell: HTMLTableCellElement) => {
    const words = (cell.dataset["value"] ?? text(cell)).trim().replace(/\s+/g, " ");
    return /[",\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
  };
  return [...table.rows].map((row) => [...row.cells].map(field).join(",") + "\r\n").join("");
}

/** The cells as they are printed, with tabs between. */
export function tabs(table: HTMLTableElement): string {
  return [...table.rows].map((row) => [...row.cells].map(text).join("\t") + "\n").join("");
}

/**
 * The table as the manual of the APA (7th edition) wants it: title in italics above, lines above and below the head and
 * at the end only, numbers to the right as they are printed, "Note." below.
 */
export function apa(table: HTMLTableElement, note: string): string {
  const rows = [...table.rows];
  const head = table.tHead?.rows.length ?? 0;
  const page = document.createElement("div");
  const title = page.appendChild(document.createElement("p"));
  title.appendChild(document.createElement("i")).textContent = table.caption ? text(table.caption) : "";
  const copy = page.appendChild(document.createElement("table"));
  copy.setAttribute("style", "border-collapse: collapse");
  rows.forEach((row, r) => {
    const line = copy.insertRow();
    for (const cell of row.cells) {
      const own = line.appendChild(document.createElement(r < head ? "th" : "td"));
      own.textContent = text(cell);
      const rules = [
        r === 0 ? "border-top: 1px solid" : "",
        r === head - 1 || r === rows.length - 1 ? "border-bottom: 1px solid" : "",
        "font-weight: normal; padding: 2pt 6pt",
        `text-align: ${cell.classList.contains("number") ? "right" : "left"}`,
      ];
      own.setAttribute("style", rules.filter(Boolean).join("; "));
    }
  });
  if (note) {
    const below = page.appendChild(document.createElement("p"));
    below.appendChild(document.createElement("i")).textContent = "Note.";
    below.append(" " + note);
  }
  return page.innerHTML;
}

customElements.define("copy-table", CopyTable);
