// SIGTERM: what runs is finished, nothing new begins, and the program ends well.
import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import { freshDatabase } from "./lib/database.js";
import { serve } from "./lib/program.js";
import { Reader, ingrid, listen, topicsOf } from "./lib/reader.js";
import { pause, within } from "./lib/wait.js";

let database;
before(() => { database = freshDatabase(); });
after(() => database.remove());

const refuses = (url) => new Promise((answer) => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname, () => { socket.destroy(); answer(false); });
  socket.on("error", () => answer(true));
});

test("a request that is running is finished, and a new one refused", async () => {
  const site = await serve({ database, example: true });
  const reader = new Reader(site.url);
  await reader.signIn(ingrid);
  const [topic] = await topicsOf(reader);
  const unlock = await database.holdWriters();
  const reply = reader.reply(topic, "written while the program was told to stop");
  await pause(300);
  const ended = site.end("SIGTERM");
  await within(5_000, "new connections are refused", () => refuses(site.url));
  unlock();
  assert.equal((await reply).status, 303);
  assert.equal(await ended, 0);
  assert.equal(database.value("SELECT count(*) AS n FROM post WHERE source = 'written while the program was told to stop'"), 1);
  assert.equal(database.value("SELECT count(*) AS n FROM process_lease"), 0, "its number is given back");
});

for (const signal of ["SIGTERM", "SIGINT"]) {
  test(`${signal} ends open pages, idle and half-sent connections, within ten seconds`, async () => {
    const site = await serve({ database });
    const reader = new Reader(site.url);
    const [topic] = await topicsOf(reader);
    const pages = await Promise.all(Array.from({ length: 8 }, () => listen(reader, `${topic}/live`)));
    const { hostname, port } = new URL(site.url);
    const half = connect(Number(port), hostname);
    half.on("error", () => {}).write("POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\ncsrf");
    await pause(200);
    const asked = Date.now();
    assert.equal(await site.end(signal), 0);
    assert.ok(Date.now() - asked < 10_000, `it took ${Date.now() - asked} ms`);
    await Promise.all(pages.map((page) => page.ended));
    half.destroy();
  });
}

test("told to stop in the first moment, it stops", async () => {
  for (let n = 0; n < 5; ++n) {
    const site = await serve({ database });
    assert.equal(await site.end("SIGTERM"), 0);
  }
});
