import { announce } from "./page";

type Job = { state: "queued" | "running" | "done" | "failed"; progress: number; message?: string; result_url?: string };

/**
 * Follows a job until it ends, then shows its result. Without this file the page has a link "Look again".
 * Readers of a screen reader hear that it is at work, then every quarter or every 15 seconds where it stands.
 */
class JobProgress extends HTMLElement {
  #timer = 0;
  #saidAt = -Infinity; // ms
  #saidProgress = 0;
  connectedCallback() { void this.#look(500); }
  disconnectedCallback() { clearTimeout(this.#timer); }

  async #look(waitMs: number) {
    const job = await fetch(this.dataset["url"] ?? "", { headers: { Accept: "application/json" } })
      .then((reply) => (reply.ok ? reply.json() as Promise<Job> : null))
      .catch(() => null);
    if (job?.state === "done" && job.result_url) { location.assign(job.result_url); return; }
    if (job?.state === "done" || job?.state === "failed") { location.reload(); return; }
    if (job) this.#show(job);
    // slower while nothing answers, so that a server in trouble is not asked more
    const next = job ? 500 : Math.min(waitMs * 2, 15_000);
    this.#timer = window.setTimeout(() => void this.#look(next), next);
  }

  #show(job: Job) {
    const progress = this.querySelector("progress");
    const message = this.querySelector(".message");
    if (progress) progress.value = job.progress;
    if (!message || !job.message || message.textContent === job.message) return;
    message.textContent = job.message;
    if (job.progress < this.#saidProgress + 0.25 && performance.now() < this.#saidAt + 15_000) return;
    this.#saidAt = performance.now();
    this.#saidProgress = job.progress;
    announce(job.message);
  }
}
customElements.define("job-progress", JobProgress);
