// Mistakes at the start are told in a sentence, and leave nothing half made.
import assert from "node:assert/strict";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { freshDatabase, onPostgres } from "./lib/database.js";
import { installInto, run, serve } from "./lib/program.js";

let folder;
before(() => { folder = mkdtempSync(join(tmpdir(), "rapport-start-")); });
after(() => rmSync(folder, { recursive: true, force: true }));

/** Starts a site that cannot start: its exit status and the one line that it says. */
async function refused(words, settings = {}) {
  const site = run(["serve", ...words], { cwd: folder, env: { RAPPORT_LISTEN: "127.0.0.1:0", RAPPORT_ACCESS_LOG: "none" }, ...settings });
  const timer = setTimeout(() => site.end("SIGKILL"), 20_000);
  const status = await site.ended;
  clearTimeout(timer);
  const lines = site.log().trim().split("\n");
  assert.equal(lines.length, 1, `one line is enough:\n${site.log()}`);
  assert.match(lines[0], /^rapport: .+\.$/, "a sentence");
  assert.doesNotMatch(lines[0], /std::|exception|basic_string|secret-word/);
  return { status, says: lines[0] };
}

test("an address that is no database's is named", async () => {
  assert.deepEqual(await refused(["--database", "mysql://x"]), { status: 2, says: "rapport: The database address must be sqlite:PATH or postgresql://USER@HOST/DATABASE." });
});

test("a PostgreSQL address that cannot be read does not show its password", async () => {
  const { status } = await refused(["--database", "postgresql://me:secret-word@[::1/x"]);
  assert.equal(status, 2);
});

test("a PostgreSQL server that is not there", async () => {
  const { status, says } = await refused(["--database", "postgresql://me:secret-word@127.0.0.1:1/x"]);
  assert.equal(status, 1);
  assert.match(says, /PostgreSQL/);
});

test("a folder that does not exist, or is not ours, holds no database", async () => {
  const { status, says } = await refused(["--database", "sqlite:nowhere/site.sqlite"]);
  assert.equal(status, 1);
  assert.match(says, /nowhere\/site\.sqlite/);
});

test("a file that is no database stays as it is", async () => {
  writeFileSync(join(folder, "letter.sqlite"), "Dear Ingrid, ".repeat(1000));
  const { says } = await refused(["--database", "sqlite:letter.sqlite"]);
  assert.match(says, /letter\.sqlite/);
  assert.deepEqual(readdirSync(folder).filter((name) => name.startsWith("letter")), ["letter.sqlite"]);
});

test("a folder that may not be written to holds no new database", { skip: process.getuid() !== 0 && "needs root, to start the program as somebody else" }, async () => {
  const place = join(folder, "theirs");
  mkdirSync(place, { mode: 0o755 });
  chmodSync(folder, 0o755);
  const copy = installInto(folder);
  const { status, says } = await refused(["--database", `sqlite:${place}/site.sqlite`],
    { command: ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", copy] });
  assert.equal(status, 1);
  assert.match(says, /theirs\/site\.sqlite/);
  chownSync(place, 65534, 65534);
});

test("a port that another program has", async () => {
  const database = freshDatabase();
  const other = createServer();
  await new Promise((listening) => { other.listen(0, "127.0.0.1", listening); });
  try {
    const address = `127.0.0.1:${other.address().port}`;
    const { status, says } = await refused(["--database", database.address, "--listen", address]);
    assert.equal(status, 2);
    assert.match(says, new RegExp(address));
  } finally {
    other.close();
    database.remove();
  }
});

for (const [what, words, named] of [
  ["an address to listen on that is none", ["--listen", "everywhere"], /everywhere/],
  ["an address that this machine does not have", ["--listen", "203.0.113.9:80"], /203\.0\.113\.9/],
  ["a proxy that is no address", ["--trusted-proxy", "nginx"], /nginx/],
  ["a theme folder that is not there", ["--theme", "no-such-theme"], /no-such-theme/],
  ["an access log that cannot be written", ["--access-log", "no-such-folder/access.log"], /no-such-folder/],
]) {
  test(what, async () => {
    const database = freshDatabase();
    try {
      const { status, says } = await refused(["--database", database.address, ...words]);
      assert.equal(status, 2);
      assert.match(says, named);
    } finally {
      database.remove();
    }
  });
}

test("an older program leaves a newer database alone", async () => {
  const database = freshDatabase();
  try {
    const site = await serve({ database });
    assert.equal(await site.end("SIGTERM"), 0);
    const tables = onPostgres ? "SELECT count(*) AS n FROM information_schema.tables" : "SELECT count(*) AS n FROM sqlite_schema";
    const before = database.value(tables);
    database.change("INSERT INTO schema_migration (number, name) VALUES (9990, '9990_from_tomorrow')");
    const { status, says } = await refused(["--database", database.address]);
    assert.equal(status, 2);
    assert.match(says, /newer version.*9990_from_tomorrow/);
    assert.equal(database.value(tables), before);
  } finally {
    database.remove();
  }
});

test("two programs that start at once on an empty database both serve, and one of them loads the example", async () => {
  const database = freshDatabase();
  try {
    const sites = await Promise.all([1, 2].map(() => serve({ database, example: true })));
    for (const site of sites) assert.equal((await fetch(`${site.url}/community`)).status, 200);
    assert.deepEqual(database.rows("SELECT email_folded FROM member GROUP BY email_folded HAVING count(*) > 1"), []);
    assert.equal(database.value("SELECT count(*) AS n FROM process_lease"), 2);
    for (const site of sites) assert.equal(await site.end("SIGTERM"), 0);
    database.check();
  } finally {
    database.remove();
  }
});
