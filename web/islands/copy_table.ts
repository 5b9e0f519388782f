/** Adds "copy as CSV" above a table. The button's words come from data-label and data-done. */
class CopyTable extends HTMLElement {
  connectedCallback() {
    // browsers give the clipboard to https and localhost only
    if (this.querySelector(".table-tools") || !navigator.clipboard) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet small";
    button.textContent = this.dataset["label"] ?? "CSV";
    button.addEventListener("click", () => this.#copy(button));
    const tools = document.createElement("div");
    tools.className = "table-tools";
    tools.append(button);
    this.prepend(tools);
  }

  async #copy(button: HTMLButtonElement) {
    const table = this.querySelector("table");
    if (!table) return;
    await navigator.clipboard.writeText(csv(table));
    const label = button.textContent;
    button.textContent = this.dataset["done"] ?? label;
    setTimeout(() => { button.textContent = label; }, 2000);
  }
}

/** The cells as RFC 4180: a cell with a comma, a quote or a line break stands in quotes. data-value wins over the text. */
export function csv(table: HTMLTableElement): string {
  const field = (cell: HTMLTableCellElement) => {
    const text = (cell.dataset["value"] ?? cell.textContent ?? "").trim().replace(/\s+/g, " ");
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [...table.rows].map((row) => [...row.cells].map(field).join(",") + "\r\n").join("");
}

customElements.define("copy-table", CopyTable);
