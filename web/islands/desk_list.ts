import { isTyping } from "./page";

/**
 * Keys for the desk: j and k go to the next and the previous entry; any other key clicks, or focuses, what carries it as
 * data-key. Without this file the entries are links and the buttons are buttons.
 */
class DeskList extends HTMLElement {
  connectedCallback() { document.addEventListener("keydown", this.#key); }
  disconnectedCallback() { document.removeEventListener("keydown", this.#key); }

  #key = (event: KeyboardEvent) => {
    if (isTyping(event)) return;
    if (event.key === "j" || event.key === "k") {
      this.#move(event.key === "j" ? 1 : -1);
    } else {
      const target = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key)}"]`);
      if (!target) return;
      if (target.matches("input, textarea, select")) target.focus();
      else target.click();
    }
    event.preventDefault();
  };

  /** From the focused entry, or else the shown one; the list does not wrap around. */
  #move(step: number) {
    const entries = [...this.querySelectorAll<HTMLAnchorElement>("a[href]")];
    const focused = entries.indexOf(document.activeElement as HTMLAnchorElement);
    const current = focused >= 0 ? focused : entries.findIndex((entry) => entry.hasAttribute("aria-current"));
    const next = entries[current < 0 ? 0 : Math.min(Math.max(current + step, 0), entries.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  }
}
customElements.define("desk-list", DeskList);
