import { csrfToken } from "./page";

/** A toolbar over a textarea, and a preview from the server. Without this file the form has a preview button. */
class MarkdownEditor extends HTMLElement {
  connectedCallback() {
    const textarea = this.querySelector("textarea");
    const bar = this.querySelector<HTMLElement>(".editor-bar");
    if (!textarea || !bar) return;
    textarea.id ||= `editor-${Math.random().toString(36).slice(2)}`;
    bar.querySelector("markdown-toolbar")?.setAttribute("for", textarea.id);
    bar.hidden = false;
    bar.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLButtonElement>("button[data-view]");
      if (button) void this.#show(button.dataset["view"] === "preview", textarea, bar);
    });
  }

  async #show(preview: boolean, textarea: HTMLTextAreaElement, bar: HTMLElement) {
    for (const button of bar.querySelectorAll<HTMLButtonElement>("button[data-view]")) {
      button.setAttribute("aria-pressed", String((button.dataset["view"] === "preview") === preview));
    }
    const toolbar = bar.querySelector<HTMLElement>("markdown-toolbar");
    const pane = this.querySelector<HTMLElement>(".preview");
    if (!toolbar || !pane) return;
    if (preview) pane.style.minHeight = `${textarea.offsetHeight}px`;
    toolbar.hidden = preview;
    textarea.hidden = preview;
    pane.hidden = !preview;
    if (preview) await this.#render(textarea, pane);
    else textarea.focus();
  }

  async #render(textarea: HTMLTextAreaElement, pane: HTMLElement) {
    const body = new URLSearchParams({ csrf_token: csrfToken(this), text: textarea.value });
    const reply = await fetch(this.dataset["previewUrl"] ?? "", { method: "POST", body, headers: { "HX-Request": "true" } })
      .catch(() => null);
    if (reply?.ok) pane.innerHTML = await reply.text(); // our own server's rendering, escaped there
    else pane.textContent = pane.dataset["failed"] ?? "";
  }
}
customElements.define("markdown-editor", MarkdownEditor);
