// The real program as a process: started, watched, and ended by its own process id.
import { chmodSync, copyFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { start } from "../../support/process.js";
import { within } from "./wait.js";

export const program = resolve(process.env.RAPPORT_PROGRAM ?? "build/dev/rapport");

/** Installs it into a folder for everybody to run. @returns {string} its path there */
export function installInto(folder) {
  for (const name of ["rapport", "rapport-server"]) {
    copyFileSync(join(dirname(program), name), join(folder, name));
    chmodSync(join(folder, name), 0o755);
  }
  return join(folder, "rapport");
}

/**
 * Runs the program without waiting for it.
 * @param {string[]} words  its arguments
 * @param {{command?: string[], cwd?: string, env?: object}} settings  command: what runs it, such as ["setpriv", …], with the program last
 * @returns {{child: import("node:child_process").ChildProcess, log: () => string, ended: Promise<number | string>, end: (signal: string) => Promise<number | string>}}
 *   ended: exit status, or the name of the signal
 */
export function run(words, { command = [program], cwd, env } = {}) {
  const child = start(command[0], [...command.slice(1), ...words], { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => { log += text; });
  const ended = new Promise((done) => { child.on("close", (code, signal) => done(code ?? signal)); });
  const end = (signal) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return ended;
  };
  return { child, log: () => log, ended, end };
}

/**
 * Serves a database until end(), and waits for its address.
 * @param {{database: {address: string, folder: string}, example?: boolean, options?: string[], command?: string[]}} settings
 * @returns what run() does, and url
 */
export async function serve({ database, example = false, options = [], command }) {
  const site = run(["serve", "--database", database.address, "--listen", "127.0.0.1:0", "--no-rate-limits", "--access-log", "none",
    "--outbox", `${database.folder}/outbox`, ...(example ? ["--example"] : []), ...options], { command, cwd: database.folder });
  const ready = /Rapport is ready at (http:\/\/\S+)/;
  let over = false;
  site.ended.then(() => { over = true; });
  await within(60_000, "the program serves", () => over || ready.test(site.log()));
  if (!ready.test(site.log())) throw new Error(`The program ended with ${await site.ended}:\n${site.log()}`);
  return { ...site, url: site.log().match(ready)[1] };
}
