// The real program over a fresh database, on a free port.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { start } from "../../support/process.js";

const program = resolve(process.env.RAPPORT_PROGRAM ?? "build/dev/rapport");
let databases = 0;

/**
 * Starts a site with the example community.
 * @param {{database?: "sqlite" | "postgresql", options?: string[], example?: boolean, rateLimits?: boolean}} settings
 *   database: as RAPPORT_TEST_DATABASE says, SQLite otherwise; PostgreSQL is found in RAPPORT_TEST_POSTGRES
 *   options: more arguments for "rapport serve"; rateLimits: off unless a test is about them, since all readers share an address
 * @returns {Promise<{url: string, folder: string, outbox: string, database: string, log: () => string, stop: () => Promise<number>}>}
 *   folder: temporary, removed by stop; outbox: where mails lie as files; stop: SIGTERM, its exit status
 */
export async function startSite({ database = process.env.RAPPORT_TEST_DATABASE ?? "sqlite", options = [], example = true, rateLimits = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "rapport-site-"));
  const address = database === "postgresql" ? freshPostgres() : `sqlite:${join(folder, "site.sqlite")}`;
  const outbox = join(folder, "outbox");
  const child = start(program, ["serve", "--database", address, "--listen", "127.0.0.1:0", ...(example ? ["--example"] : []), ...(rateLimits ? [] : ["--no-rate-limits"]), ...options],
    { cwd: folder, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, RAPPORT_OUTBOX: outbox } });
  let log = "";
  const ended = new Promise((done) => child.on("exit", (code, signal) => done(code ?? signal)));
  child.stderr.on("data", (text) => { log += text; });
  const stop = async () => {
    child.kill("SIGTERM");
    const code = await ended;
    rmSync(folder, { recursive: true, force: true });
    return code;
  };
  const url = await new Promise((found, failed) => {
    const lines = createInterface({ input: child.stdout });
    lines.on("line", (line) => {
      log += `${line}\n`;
      const match = line.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (match) found(match[0]);
    });
    ended.then((code) => failed(new Error(`${program} ended with ${code} before it served:\n${log}`)));
    setTimeout(() => failed(new Error(`${program} printed no address within a minute:\n${log}`)), 60_000).unref();
  }).catch(async (error) => {
    await stop();
    throw error;
  });
  return { url, folder, outbox, database: address, log: () => log, stop };
}

function freshPostgres() {
  const server = process.env.RAPPORT_TEST_POSTGRES;
  if (!server) throw new Error("RAPPORT_TEST_POSTGRES is not set: run this by tests/with_postgres");
  const name = `site_${process.pid}_${++databases}`;
  execFileSync("psql", ["-q", "-d", `${server} dbname=postgres`, "-c", `CREATE DATABASE ${name}`]);
  const { host, port, user } = Object.fromEntries(server.split(/\s+/).map((pair) => pair.split("=")));
  return `postgresql://${user}@${host}:${port}/${name}`;
}
