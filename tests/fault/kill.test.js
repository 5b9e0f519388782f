// kill -9 at any moment loses no acknowledged write and leaves none half done.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { freshDatabase, onPostgres } from "./lib/database.js";
import { serve, run } from "./lib/program.js";
import { Reader, henrik, ingrid, topicsOf } from "./lib/reader.js";
import { checkBooks } from "./lib/books.js";
import { pause, random, within } from "./lib/wait.js";

const kRounds = 8;
let database;
before(() => { database = freshDatabase(); });
after(() => database.remove());

/** Posts replies one after the other until the program is gone; keeps the texts of those that were acknowledged. */
async function write(reader, topic, name, acknowledged) {
  for (let n = 1; n <= 2000; ++n) {
    const text = `${name} ${n}`;
    try {
      const answer = await reader.reply(topic, text);
      if (answer.status === 303) acknowledged.add(text);
      else assert.equal(answer.status, 503, `a reply was answered ${answer.status}`);
    } catch (error) {
      if (error.code === "ERR_ASSERTION") throw error;
      return;
    }
  }
}

/** Answers the open survey again and again, each time as somebody new, until the program is gone. */
async function answer(url, survey, name, acknowledged) {
  for (let n = 1; n <= 500; ++n) {
    const visitor = new Reader(url);
    try {
      await visitor.readToken(survey);
      let next = (await visitor.post(`${survey}/begin`, { csrf_token: visitor.token })).location;
      for (let part = 1; part <= 9 && next && !next.endsWith("/thanks"); ++part) {
        const page = await visitor.get(next);
        const fields = new Map([["csrf_token", visitor.token], ["go", "next"]]);
        for (const [, field, value] of page.text.matchAll(/type="radio" name="(\w+)" value="(\w+)"/g)) fields.set(field, value);
        for (const [, field] of page.text.matchAll(/<textarea [^>]*name="(\w+)"/g)) fields.set(field, `${name} ${n}`);
        next = (await visitor.post(next, [...fields])).location;
      }
      if (next?.endsWith("/thanks")) acknowledged.add(`${name} ${n}`);
    } catch {
      return;
    }
  }
}

function checkSurvey(database, answered) {
  const submitted = "FROM survey_response r WHERE r.submitted_at IS NOT NULL";
  const kept = database.rows(`SELECT a.text FROM survey_answer a JOIN survey_response r ON r.response_id = a.response_id
    WHERE r.submitted_at IS NOT NULL AND a.text LIKE 'round %'`).map((row) => row.text);
  assert.equal(new Set(kept).size, kept.length, "somebody's answers are there twice");
  assert.deepEqual([...answered].filter((text) => !kept.includes(text)), [], "answers that were acknowledged are lost");
  assert.equal(database.value("SELECT sum(submitted) AS n FROM survey"), database.value(`SELECT count(*) AS n ${submitted}`));
  assert.ok(database.value("SELECT count(*) AS n FROM engagement_event WHERE kind = 'survey.answered'") >= kept.length);
}

test("replies and survey answers that were acknowledged survive kill -9, each once", async () => {
  const acknowledged = new Set(), answered = new Set();
  let site = await serve({ database, example: true });
  const readers = [new Reader(site.url), new Reader(site.url), new Reader(site.url)];
  for (const [i, reader] of readers.entries()) await reader.signIn([ingrid, henrik, ingrid][i]);
  const topics = await topicsOf(readers[0]);
  const survey = (await readers[0].json("/say")).open[0].url;
  for (let round = 1; round <= kRounds; ++round) {
    const replies = readers.map(() => new Set()), surveys = new Set();
    const writing = readers.map((reader, i) => write(reader, topics[i % 2], `round ${round} writer ${i}`, replies[i]));
    writing.push(answer(site.url, survey, `round ${round} respondent`, surveys));
    await within(30_000, "each of them is answered", () => [...replies, surveys].every((texts) => texts.size > 0), 1);
    await pause(random(0, 400));
    assert.equal(await site.end("SIGKILL"), "SIGKILL");
    await Promise.all(writing);
    for (const text of replies.flatMap((texts) => [...texts])) acknowledged.add(text);
    for (const text of surveys) answered.add(text);
    site = await serve({ database });
    for (const reader of readers) reader.url = site.url;
    const kept = database.rows("SELECT source FROM post WHERE source LIKE 'round %'").map((row) => row.source);
    assert.equal(new Set(kept).size, kept.length, "a reply is there twice");
    const lost = [...acknowledged].filter((text) => !kept.includes(text));
    assert.deepEqual(lost, [], `acknowledged in round ${round} and lost`);
    checkSurvey(database, answered);
    const page = await readers[0].get(topics[0]);
    assert.equal(page.status, 200);
  }
  await checkBooks(database);
  assert.equal(await site.end("SIGTERM"), 0);
  database.check();
  console.log(`${acknowledged.size} acknowledged replies, ${answered.size} answered surveys, ${kRounds} kills`);
});

test("kill -9 while the example is loading leaves nothing of it, or all", async () => {
  const reference = freshDatabase();
  const fresh = freshDatabase();
  const size = (of) => of.rows("SELECT (SELECT count(*) FROM member) AS members, (SELECT count(*) FROM post) AS posts, " +
    "(SELECT count(*) FROM engagement_event) AS events, (SELECT count(*) FROM product) AS products")[0];
  const hasTables = () => fresh.value(onPostgres ? "SELECT count(*) AS n FROM pg_tables WHERE tablename = 'product'"
    : "SELECT count(*) AS n FROM sqlite_schema WHERE name = 'product'") > 0;
  try {
    const started = Date.now();
    const whole = await serve({ database: reference, example: true });
    const time = Date.now() - started;
    assert.equal(await whole.end("SIGTERM"), 0);
    const all = size(reference);
    assert.ok(all.members > 1000 && all.posts > 100);
    for (let round = 1; round <= 6; ++round) {
      const site = run(["serve", "--database", fresh.address, "--listen", "127.0.0.1:0", "--access-log", "none", "--example"], { cwd: fresh.folder });
      await pause(random(0, Math.ceil(time * round / 6)));
      await site.end("SIGKILL");
      if (!hasTables()) continue;
      const now = size(fresh);
      if (now.members > 0) assert.deepEqual(now, all);
      else assert.deepEqual(now, { members: 0, posts: 0, events: 0, products: 0 });
    }
    const site = await serve({ database: fresh, example: true });
    assert.deepEqual(size(fresh), all);
    await checkBooks(fresh);
    assert.equal(await site.end("SIGTERM"), 0);
    fresh.check();
  } finally {
    reference.remove();
    fresh.remove();
  }
});
