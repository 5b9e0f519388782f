/**
 * The drawing follows the model's text: half a second after the last key the form goes to data-drawing-url, and the
 * answer, drawing or message, stands in the element named by data-target. Without this file a button sends the form.
 */
class ModelEditor extends HTMLElement {
  #timer = 0;
  #request: AbortController | null = null;

  connectedCallback() { this.addEventListener("input", this.#typed); }
  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#request?.abort();
  }

  #typed = () => {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#draw(), 500);
  };

  async #draw() {
    const form = this.closest("form");
    const target = document.getElementById(this.dataset["target"] ?? "");
    if (!form || !target) return;
    this.#request?.abort(); // only the newest text counts
    this.#request = new AbortController();
    const reply = await fetch(this.dataset["drawingUrl"] ?? "", {
      method: "POST",
      body: new URLSearchParams([...new FormData(form)].filter((field): field is [string, string] => typeof field[1] === "string")),
      headers: { "HX-Request": "true" },
      signal: this.#request.signal,
    }).catch(() => null);
    if (reply?.headers.get("Content-Type")?.startsWith("text/html")) target.innerHTML = await reply.text();
  }
}
customElements.define("model-editor", ModelEditor);
