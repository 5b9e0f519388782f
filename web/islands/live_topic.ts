import { announce } from "./page";

/**
 * Puts replies of others under a topic as they are written. The browser's EventSource reconnects by itself and says with
 * Last-Event-ID what it has seen. Without this file a reload shows the same.
 */
class LiveTopic extends HTMLElement {
  #stream: EventSource | null = null;
  #unseen = 0;
  #jump: HTMLAnchorElement | null = null;

  connectedCallback() {
    this.#stream = new EventSource(this.dataset["stream"] ?? "");
    this.#stream.addEventListener("post", this.#add);
    this.#stream.addEventListener("changed", this.#change);
    this.#stream.addEventListener("reload", this.#offerReload);
    window.addEventListener("pagehide", this.#close);
  }

  disconnectedCallback() {
    this.#close();
    window.removeEventListener("pagehide", this.#close);
  }

  #close = () => this.#stream?.close();

  #add = (event: MessageEvent<string>) => {
    const { id, html } = JSON.parse(event.data) as { id: string; html: string };
    const posts = document.getElementById(this.dataset["posts"] ?? "posts");
    if (!posts || document.getElementById(`post-${id}`)) return; // the reader's own post is there already
    const atEnd = posts.getBoundingClientRect().bottom <= innerHeight + 120;
    posts.insertAdjacentHTML("beforeend", html);
    const post = posts.lastElementChild!;
    post.classList.add("fresh");
    setTimeout(() => post.classList.remove("fresh"), 4000);
    announce(`${this.dataset["announce"] ?? ""} ${post.querySelector(".author")?.textContent ?? ""}`);
    if (!atEnd) this.#offer(post);
  };

  /** A post that stands here was edited, taken down or put back. */
  #change = (event: MessageEvent<string>) => {
    const { id, html } = JSON.parse(event.data) as { id: string; html: string };
    const post = document.getElementById(`post-${id}`);
    if (post) post.outerHTML = html;
  };

  /** More was missed than the stream sends again: the page itself has it. */
  #offerReload = () => {
    this.#close();
    this.#jump?.remove();
    this.#jump = document.createElement("a");
    this.#jump.className = "button primary jump-new";
    this.#jump.href = location.pathname + location.search;
    this.#jump.textContent = this.dataset["jump"] ?? "";
    this.append(this.#jump);
  };

  /** Never moves the page under the reader; offers a way down instead. */
  #offer(post: Element) {
    this.#unseen += 1;
    if (!this.#jump) {
      this.#jump = document.createElement("a");
      this.#jump.className = "button primary jump-new";
      this.#jump.href = `#${post.id}`;
      this.#jump.addEventListener("click", this.#seen);
      this.append(this.#jump);
      new IntersectionObserver((entries, observer) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        this.#seen();
      }).observe(post);
    }
    this.#jump.textContent = `${this.dataset["jump"] ?? ""}: ${this.#unseen}`;
  }

  #seen = () => {
    this.#jump?.remove();
    this.#jump = null;
    this.#unseen = 0;
  };
}
customElements.define("live-topic", LiveTopic);
