import { announce } from "./page";

/**
 * Keeps key figures up to date: each event "figures" holds the new text of every element with a data-figure. The first
 * one repeats what the page shows; later ones also offer to reload what else changed. Without this file a reload does.
 */
class LiveFigures extends HTMLElement {
  #stream: EventSource | null = null;

  connectedCallback() {
    this.#stream = new EventSource(this.dataset["stream"] ?? "");
    this.#stream.addEventListener("figures", this.#show);
    window.addEventListener("pagehide", this.#close);
  }

  disconnectedCallback() {
    this.#close();
    window.removeEventListener("pagehide", this.#close);
  }

  #close = () => this.#stream?.close();

  #show = (event: MessageEvent<string>) => {
    let changed = false;
    for (const [name, value] of Object.entries(JSON.parse(event.data) as Record<string, string | number>)) {
      const figure = this.querySelector(`[data-figure="${name}"]`);
      if (!figure || figure.textContent === String(value)) continue;
      figure.textContent = String(value);
      changed = true;
    }
    if (!changed) return;
    const news = this.querySelector<HTMLElement>("[data-news]");
    if (news) news.hidden = false;
    announce(this.dataset["changed"] ?? "");
  };
}
customElements.define("live-figures", LiveFigures);
