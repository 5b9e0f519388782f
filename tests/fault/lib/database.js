// A fresh database of the engine that the run is about, and questions to it that go past the program.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { start } from "../../support/process.js";

export const engine = process.env.RAPPORT_TEST_DATABASE ?? "sqlite";
export const onPostgres = engine === "postgresql";
let made = 0;

const run = (command, ...words) => execFileSync(command, words, { encoding: "utf8", maxBuffer: 64 << 20, stdio: ["ignore", "pipe", "pipe"] });

/** A transaction of another program, open until the answer is called. */
function hold(command, words, sql) {
  const other = start(command, words, { stdio: ["pipe", "pipe", "inherit"] });
  other.stdin.write(`${sql}\n`);
  return new Promise((held) => { other.stdout.once("data", () => held(() => other.stdin.end("ROLLBACK;\n"))); });
}

/**
 * @param {{folder?: string}} settings  folder: where SQLite's file goes; a temporary one otherwise
 * @returns {{address: string, folder: string, file: string, rows: (sql: string) => object[], value: (sql: string) => unknown, change: (sql: string) => void, holdWriters: () => Promise<() => void>, check: () => void, remove: () => void}}
 *   rows, value: of one SELECT; change: one statement that is none; holdWriters: lets them wait until the answer is called; check: throws unless the file is sound; remove: all of it
 */
export function freshDatabase({ folder = mkdtempSync(join(tmpdir(), "rapport-fault-")) } = {}) {
  const database = onPostgres ? postgres(folder) : sqlite(folder);
  return { ...database, folder, value: (sql) => Object.values(database.rows(sql)[0] ?? {})[0] };
}

function sqlite(folder) {
  const file = join(folder, "site.sqlite");
  const rows = (sql) => JSON.parse(run("sqlite3", "-json", "-cmd", ".timeout 5000", file, sql) || "[]");
  const check = () => {
    const [{ integrity_check: answer }] = rows("PRAGMA integrity_check");
    if (answer !== "ok" || rows("PRAGMA foreign_key_check").length > 0) throw new Error(`The database file is damaged: ${answer}`);
  };
  return { address: `sqlite:${file}`, file, rows, change: (sql) => run("sqlite3", "-cmd", ".timeout 5000", file, sql), check,
    holdWriters: () => hold("sqlite3", [file], "BEGIN IMMEDIATE; SELECT 'held';"), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function settings() {
  const server = process.env.RAPPORT_TEST_POSTGRES;
  if (!server) throw new Error("RAPPORT_TEST_POSTGRES is not set: run this by tests/with_postgres");
  return { server, ...Object.fromEntries(server.split(/\s+/).map((pair) => pair.split("="))) };
}

const psql = (name, sql) => run("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", `${settings().server} dbname=${name}`, "-c", sql);

function postgres(folder) {
  const { user, host, port } = settings();
  const name = `fault_${process.pid}_${++made}`;
  psql("postgres", `CREATE DATABASE ${name}`);
  return {
    address: `postgresql://${user}@${host}:${port}/${name}`,
    file: name,
    rows: (sql) => JSON.parse(psql(name, `SELECT coalesce(json_agg(r), '[]') FROM (${sql}) r`)),
    change: (sql) => psql(name, sql),
    check: () => {},
    holdWriters: () => hold("psql", ["-X", "-q", "-A", "-t", "-d", `${settings().server} dbname=${name}`], "BEGIN; LOCK TABLE spine_head IN EXCLUSIVE MODE; SELECT 'held';"),
    remove: () => {
      psql("postgres", `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The server that tests/with_postgres started: stop() as its administrator would, start() with the same options. */
export function postgresServer() {
  const folder = psql("postgres", "SHOW data_directory").trim();
  const [binary, ...options] = readFileSync(join(folder, "postmaster.opts"), "utf8").trim().match(/"[^"]*"|\S+/g).map((word) => word.replaceAll('"', ""));
  const control = (...words) => {
    const command = [join(dirname(binary), "pg_ctl"), "-D", folder, "-w", "-t", "30", ...words];
    execFileSync(...(process.getuid() === 0 ? ["runuser", ["-u", "postgres", "--", ...command]] : [command[0], command.slice(1)]), { stdio: "ignore", cwd: "/" });
  };
  const kept = options.slice(options.indexOf("-D") === -1 ? 0 : options.indexOf("-D") + 2).join(" ");
  return {
    stop: () => control("stop", "-m", "fast"),
    start: () => control("start", "-l", join(dirname(folder), "server.log"), "-o", kept),
  };
}
