// One PostgreSQL, two processes of the program: one site.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { freshDatabase, onPostgres } from "./lib/database.js";
import { serve } from "./lib/program.js";
import { Reader, henrik, ingrid, listen, password, topicsOf } from "./lib/reader.js";
import { checkBooks } from "./lib/books.js";
import { pause, within } from "./lib/wait.js";

const skip = !onPostgres && "SQLite is for one process";
let database, a, b, member, staff, topic;

const at = (site, reader) => {  // the same browser, sent elsewhere by the load balancer
  const same = new Reader(site.url);
  same.cookies = reader.cookies;
  same.token = reader.token;
  return same;
};
const mailsTo = (name) => {
  const outbox = `${database.folder}/outbox`;
  if (!existsSync(outbox)) return 0;  // made with the first mail
  const mails = readdirSync(outbox).filter((file) => file.endsWith(".eml")).map((file) => readFileSync(`${outbox}/${file}`, "utf8"));
  return mails.filter((mail) => mail.includes(`${name}@example.org`)).length;
};

before(async () => {
  if (skip) return;
  database = freshDatabase();
  [a, b] = await Promise.all([serve({ database, example: true }), serve({ database, example: true })]);
  member = new Reader(a.url);
  staff = new Reader(b.url);
  await member.signIn(ingrid);
  await staff.signIn(henrik);
  [topic] = await topicsOf(member);
});
after(async () => {
  if (skip) return;
  for (const site of [a, b]) await site.end("SIGTERM");
  database.remove();
});

test("a session made at one works at the other, and ends at both", { skip }, async () => {
  const elsewhere = at(b, member);
  assert.match((await elsewhere.get(topic)).text, /name="submission"/, "the form for members");
  assert.equal((await elsewhere.reply(topic, "signed in here, written there")).status, 303);
  const brief = new Reader(a.url);
  await brief.signIn(ingrid);
  assert.equal((await at(b, brief).post("/sign-out", { csrf_token: brief.token })).status, 303);
  assert.equal((await brief.reply(topic, "after signing out")).status, 403, "the token ended with the session");
});

test("a reply at one reaches the pages that are open at the other, within two seconds", { skip }, async () => {
  const pages = await Promise.all([listen(new Reader(a.url), `${topic}/live`), listen(new Reader(b.url), `${topic}/live`)]);
  for (const [writer, text] of [[member, "heard from a"], [staff, "heard from b"]]) {
    assert.equal((await writer.reply(topic, text)).status, 303);
    for (const page of pages) await within(2_000, text, () => page.events.some((event) => event.data.includes(text)));
  }
  for (const page of pages) page.close();
  for (const page of pages) assert.equal(new Set(page.events.map((event) => event.id)).size, page.events.length, "an event came twice");
});

test("two hundred replies at once through both: no id is made twice, and everything counts once", { skip }, async () => {
  const others = await topicsOf(member, "range-and-battery");
  const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => {
    const site = n % 2 ? a : b;
    return at(site, n % 4 < 2 ? member : staff).reply(n % 3 ? topic : others[0], `at once ${n}`);
  }));
  for (const answer of answers) assert.equal(answer.status, 303);
  assert.equal(database.value("SELECT count(*) AS n FROM post WHERE source LIKE 'at once %'"), 200);
  assert.deepEqual(database.rows("SELECT post_id FROM post GROUP BY post_id HAVING count(*) > 1"), []);
  assert.deepEqual(database.rows("SELECT event_id FROM engagement_event GROUP BY event_id HAVING count(*) > 1"), []);
  assert.equal(database.rows("SELECT number FROM process_lease").length, 2);
  await checkBooks(database);
});

/** Asks for a confirmation mail, as somebody who signs up. */
async function signUp(site, name) {
  const visitor = new Reader(site.url);
  await visitor.readToken("/sign-up");
  return visitor.post("/sign-up", { csrf_token: visitor.token, name, email: `${name}@example.org`, password: `${password} again`, website: "" });
}

test("each mail is sent once, whoever sends it", { skip }, async () => {
  const names = Array.from({ length: 12 }, (_, n) => `newcomer${n}`);
  const answers = await Promise.all(names.map((name, n) => signUp(n % 2 ? a : b, name)));
  for (const answer of answers) assert.equal(answer.status, 303);
  await within(15_000, "all mails lie in the outbox", () => names.every((name) => mailsTo(name) >= 1));
  await pause(500);
  for (const name of names) assert.equal(mailsTo(name), 1, `mails to ${name}`);
  assert.equal(database.value("SELECT count(*) AS n FROM job WHERE kind = 'mail.send' AND state <> 'done'"), 0);
});

test("one is killed: the other goes on and takes over its jobs, and a third gets a number of its own", { skip }, async () => {
  const outbox = `${database.folder}/outbox`;
  renameSync(outbox, `${outbox}.away`);
  writeFileSync(outbox, "no folder, so no mail can be written");
  assert.equal((await signUp(a, "orphan")).status, 303);
  await within(10_000, "the mail waits", () => database.value("SELECT count(*) AS n FROM job WHERE state = 'queued' AND attempts > 0") === 1);
  assert.equal(await a.end("SIGKILL"), "SIGKILL");
  // As if it had been at work on the mail: its lease runs out in two seconds instead of a minute.
  await within(5_000, "the job looks begun", () => {
    database.change("UPDATE job SET state = 'running', lease_holder = 'killed', lease_until = extract(epoch FROM now())::bigint * 1000 + 2000 WHERE state = 'queued'");
    return database.value("SELECT count(*) AS n FROM job WHERE lease_holder = 'killed'") === 1;
  });
  unlinkSync(outbox);
  renameSync(`${outbox}.away`, outbox);
  assert.equal((await at(b, member).reply(topic, "written at the one that lives")).status, 303);
  await within(15_000, "the job is taken over", () => mailsTo("orphan") === 1, 100);
  const taken = database.rows("SELECT number FROM process_lease").map((row) => row.number);
  assert.equal(taken.length, 2, "the number of the killed one is not given away at once");
  const third = await serve({ database });
  assert.equal(new Set(database.rows("SELECT number FROM process_lease").map((row) => row.number)).size, 3);
  assert.equal((await at(third, member).reply(topic, "written at the third")).status, 303);
  assert.equal(await third.end("SIGTERM"), 0);
  await checkBooks(database);
});
