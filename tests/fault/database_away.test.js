// PostgreSQL stops and starts again under a running site. For SQLite see disk_full.test.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { freshDatabase, onPostgres, postgresServer } from "./lib/database.js";
import { serve } from "./lib/program.js";
import { Reader, ingrid, listen, topicsOf } from "./lib/reader.js";
import { checkBooks } from "./lib/books.js";
import { pause, within } from "./lib/wait.js";

async function checkUnavailable(reader, topic) {
  const asked = performance.now();
  const page = await reader.get(topic);
  assert.ok(performance.now() - asked < 2_000, "the page took long to say so");
  assert.equal(page.status, 503);
  assert.match(page.headers.get("content-type"), /^text\/html/);
  assert.match(page.text, /<h1>/);
  assert.ok(Number(page.headers.get("retry-after")) > 0);
  assert.doesNotMatch(page.text, /PostgreSQL|libpq|SELECT/i, "the page shows the machinery");
  const problem = await reader.get(topic, { headers: { accept: "application/json" } });
  assert.match(problem.headers.get("content-type"), /^application\/problem\+json/);
  assert.equal(JSON.parse(problem.text).status, 503);
  assert.equal((await reader.reply(topic, "nobody keeps this")).status, 503);
}

test("while PostgreSQL is away every page says so, and when it is back everything goes on", { skip: !onPostgres && "SQLite cannot be away" }, async () => {
  const database = freshDatabase();
  const server = postgresServer();
  const site = await serve({ database, example: true });
  let stopped = false;
  try {
    const reader = new Reader(site.url);
    await reader.signIn(ingrid);
    const [topic] = await topicsOf(reader);
    assert.equal((await reader.reply(topic, "before")).status, 303);
    const open = await listen(reader, `${topic}/live`);
    for (let round = 1; round <= 2; ++round) {
      server.stop();
      stopped = true;
      for (let n = 0; n < 12; ++n) await checkUnavailable(reader, topic);  // more often than there are workers
      await within(3_000, "its health is told", async () => (await reader.get("/healthz")).status === 503);
      assert.equal((await reader.get("/assets/app.css")).status, 200, "what needs no database is there");
      await pause(1_500);
      server.start();
      stopped = false;
      await within(5_000, "pages are back", async () => (await reader.get(topic)).status === 200);
      await within(5_000, "its health is told", async () => (await reader.get("/healthz")).status === 200);
      await pause(1_500);  // the listener looks once a second
      const text = `back again ${round}`;
      assert.equal((await reader.reply(topic, text)).status, 303);
      await within(2_000, "an open page hears of it", () => open.events.some((event) => event.data.includes(text)));
    }
    assert.equal(database.value("SELECT count(*) AS n FROM post WHERE source = 'nobody keeps this'"), 0);
    await checkBooks(database);
    assert.equal(database.value("SELECT count(*) AS n FROM process_lease"), 1);
  } finally {
    if (stopped) server.start();
    const status = await site.end("SIGTERM");
    database.remove();
    assert.equal(status, 0, site.log());
  }
});

test("it stops in time while PostgreSQL is away", { skip: !onPostgres && "SQLite cannot be away" }, async () => {
  const database = freshDatabase();
  const server = postgresServer();
  const site = await serve({ database });
  server.stop();
  try {
    await new Reader(site.url).get("/community");
    const asked = Date.now();
    assert.equal(await site.end("SIGTERM"), 0, site.log());
    assert.ok(Date.now() - asked < 10_000);
  } finally {
    server.start();
    database.remove();
  }
});
