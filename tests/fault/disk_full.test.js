// SQLite on a disk that fills up, on files that may not grow, and in a folder that becomes read-only.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, closeSync, mkdtempSync, openSync, readdirSync, rmSync, statSync, unlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { freshDatabase, onPostgres } from "./lib/database.js";
import { installInto, program, run, serve } from "./lib/program.js";
import { Reader, ingrid, topicsOf } from "./lib/reader.js";
import { checkBooks } from "./lib/books.js";
import { within } from "./lib/wait.js";

const isRoot = process.getuid() === 0;
const ignoringTheSignal = `trap "" XFSZ; exec "$@"`;  // a write beyond the limit then fails instead of killing

/** A small disk of our own, or why there is none. */
function smallDisk() {
  const folder = mkdtempSync(join(tmpdir(), "rapport-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=24m", "tmpfs", folder], { stdio: "ignore" });
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  return { folder, remove: () => { execFileSync("umount", [folder]); rmSync(folder, { recursive: true, force: true }); } };
}

function fill(file) {
  const handle = openSync(file, "w");
  for (const piece of [1 << 20, 4096, 1]) {
    try {
      for (let n = 0; n < 40_000; ++n) writeSync(handle, Buffer.alloc(piece, 1));
    } catch (error) {
      assert.equal(error.code, "ENOSPC");
    }
  }
  closeSync(handle);
}

/** Writes until it is refused, and checks how; then that reading goes on. @returns the texts that were acknowledged */
async function writeUntilRefused(reader, topic) {
  const acknowledged = [];
  let refused;
  for (let n = 1; n <= 500 && !refused; ++n) {
    const text = `${n} ${"much to say ".repeat(400)}`.trim();
    const answer = await reader.reply(topic, text);
    if (answer.status === 303) acknowledged.push(text);
    else refused = answer;
  }
  assert.ok(refused, "the disk never filled up");
  assert.equal(refused.status, 503);
  assert.match(refused.headers.get("content-type"), /^text\/html/);
  assert.match(refused.text, /<h1>/);
  for (let n = 0; n < 12; ++n) assert.equal((await reader.reply(topic, `refused ${n}`)).status, 503);
  const problem = await reader.reply(topic, "refused", { headers: { accept: "application/json" } });
  assert.match(problem.headers.get("content-type"), /^application\/problem\+json/);
  for (const path of [topic, "/", "/community", "/products", "/help", "/healthz"]) {
    assert.equal((await reader.get(path)).status, 200, `${path} while the disk is full`);
  }
  return acknowledged;
}

async function checkNothingHalfDone(database, acknowledged) {
  const kept = database.rows("SELECT source FROM post WHERE source LIKE '%much to say%' ORDER BY position").map((row) => row.source);
  assert.deepEqual(kept, acknowledged);
  assert.equal(database.value("SELECT count(*) AS n FROM post WHERE source LIKE 'refused%'"), 0);
  await checkBooks(database);
}

test("a full disk: writes are refused with a page, reading goes on, and space mends it", { skip: onPostgres && "its server has the disk" }, async (context) => {
  const disk = isRoot && smallDisk();
  if (!disk) return context.skip("only root may mount a small disk");
  const database = freshDatabase({ folder: disk.folder });
  const site = await serve({ database, example: true });
  try {
    const reader = new Reader(site.url);
    await reader.signIn(ingrid);
    const [topic] = await topicsOf(reader);
    for (let round = 1; round <= 2; ++round) {
      fill(join(disk.folder, "filler"));
      const acknowledged = await writeUntilRefused(reader, topic);
      unlinkSync(join(disk.folder, "filler"));
      assert.equal((await reader.reply(topic, `room again ${round}`)).status, 303);
      if (round === 1) await checkNothingHalfDone(database, acknowledged);
    }
    assert.equal(await site.end("SIGTERM"), 0, site.log());
    database.check();
  } finally {
    await site.end("SIGKILL");
    disk.remove();
  }
});

test("a full disk at the start is told in a sentence, and leaves nothing", { skip: onPostgres && "its server has the disk" }, async (context) => {
  const disk = isRoot && smallDisk();
  if (!disk) return context.skip("only root may mount a small disk");
  try {
    fill(join(disk.folder, "filler"));
    const site = run(["serve", "--database", `sqlite:${disk.folder}/site.sqlite`, "--listen", "127.0.0.1:0", "--access-log", "none", "--example"], { cwd: disk.folder });
    const status = await site.ended;
    assert.equal(status, 1);
    assert.match(site.log(), /^rapport: .+\.\n$/);
    for (const name of readdirSync(disk.folder)) assert.ok(name === "filler" || statSync(join(disk.folder, name)).size === 0, `${name} was left`);
  } finally {
    disk.remove();
  }
});

test("files that may not grow: the same, without a disk of our own", { skip: onPostgres && "its server has the files" }, async () => {
  const database = freshDatabase();
  await (await serve({ database, example: true })).end("SIGTERM");
  const site = await serve({ database, command: ["bash", "-c", ignoringTheSignal, "bash", program] });
  const limit = (bytes) => execFileSync("prlimit", ["--pid", String(site.child.pid), `--fsize=${bytes}:`]);
  try {
    const reader = new Reader(site.url);
    await reader.signIn(ingrid);
    const [topic] = await topicsOf(reader);
    limit(400_000);
    const acknowledged = await writeUntilRefused(reader, topic);
    limit("unlimited");
    await within(5_000, "writing works again", async () => (await reader.reply(topic, "may grow again")).status === 303);
    await checkNothingHalfDone(database, acknowledged);
    assert.equal(await site.end("SIGTERM"), 0, site.log());
    database.check();
  } finally {
    await site.end("SIGKILL");
    database.remove();
  }
});

test("a folder that becomes read-only: reading goes on, no write is half done, and a restart says what is wrong", { skip: (onPostgres && "its server has the folder") || (!isRoot && "needs root, to serve as somebody else") }, async () => {
  const database = freshDatabase();
  const copy = installInto(database.folder);
  chownSync(database.folder, 65534, 65534);
  const command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", copy];
  const files = () => readdirSync(database.folder).filter((name) => name.startsWith("site.sqlite")).map((name) => join(database.folder, name));
  let site = await serve({ database, example: true, command });
  try {
    const reader = new Reader(site.url);
    await reader.signIn(ingrid);
    const [topic] = await topicsOf(reader);
    for (const file of files()) chmodSync(file, 0o444);
    chmodSync(database.folder, 0o555);
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => reader.reply(topic, `read-only ${n}`)));
    for (const answer of answers) assert.ok([303, 503].includes(answer.status), `a reply was answered ${answer.status}`);
    assert.equal((await reader.get(topic)).status, 200);
    await site.end("SIGKILL");
    const refused = run(["serve", "--database", database.address, "--listen", "127.0.0.1:0", "--access-log", "none"], { command, cwd: database.folder });
    assert.equal(await refused.ended, 1);
    assert.match(refused.log(), /^rapport: .+\.\n$/);
    chmodSync(database.folder, 0o755);
    for (const file of files()) chmodSync(file, 0o644);
    site = await serve({ database, command });
    const kept = database.value("SELECT count(*) AS n FROM post WHERE source LIKE 'read-only%'");
    assert.equal(kept, answers.filter((answer) => answer.status === 303).length);
    reader.url = site.url;
    assert.equal((await reader.reply(topic, "may write again")).status, 303);
    await checkBooks(database);
    assert.equal(await site.end("SIGTERM"), 0);
    database.check();
  } finally {
    await site.end("SIGKILL");
    database.remove();
  }
});
