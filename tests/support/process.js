// Processes that tests start. One that a failed test left behind would keep its file from ending, by its pipes.
import { spawn } from "node:child_process";
import { after } from "node:test";

const running = new Set();
// The file's own after() comes later and ends what it started in good order: this is for what is left then.
after(() => {
  setTimeout(() => { for (const child of running) child.kill("SIGKILL"); }, 30_000).unref();
});

/** What spawn() of node:child_process does; the process is killed when the file's tests are over and nobody ended it. */
export function start(command, words, settings) {
  const child = spawn(command, words, settings);
  running.add(child);
  return child.on("close", () => running.delete(child));
}
