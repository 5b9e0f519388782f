// Slow, endless and malicious clients: each gets its answer, and everybody else is served meanwhile.
import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import { freshDatabase } from "./lib/database.js";
import { serve } from "./lib/program.js";
import { Reader, ingrid, topicsOf } from "./lib/reader.js";

let database, site, reader, topic;
before(async () => {
  database = freshDatabase();
  site = await serve({ database, example: true });
  reader = new Reader(site.url);
  await reader.signIn(ingrid);
  [topic] = await topicsOf(reader);
});
after(async () => {
  const status = await site.end("SIGTERM");
  database.remove();
  assert.equal(status, 0, "the program lived through all of it");
});

/** Sends bytes as they are and reads what comes until the end, or for a while. */
function raw(text, { wait = 5_000 } = {}) {
  const { hostname, port } = new URL(site.url);
  return new Promise((done) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => socket.write(text, "latin1"));
    const timer = setTimeout(() => socket.destroy(), wait);
    socket.setEncoding("latin1").on("data", (piece) => { answer += piece; }).on("error", () => {});
    socket.on("close", () => { clearTimeout(timer); done({ text: answer, status: Number(answer.match(/^HTTP\/1\.1 (\d+)/)?.[1] ?? 0) }); });
  });
}
const ask = (target, headers = "") => raw(`GET ${target} HTTP/1.1\r\nHost: localhost\r\n${headers}Connection: close\r\n\r\n`);

function checkProblem(answer, status) {
  assert.equal(answer.status, status);
  assert.match(answer.headers.get("content-type"), /^application\/problem\+json/);
  const problem = JSON.parse(answer.text);
  assert.equal(problem.status, status);
  for (const member of ["type", "title", "detail"]) assert.ok(problem[member], member);
}

test("two hundred clients that dribble their headers stop nobody else", async () => {
  const { hostname, port } = new URL(site.url);
  const slow = Array.from({ length: 200 }, () => connect(Number(port), hostname).on("error", () => {}));
  for (const socket of slow) socket.write("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
  const dribble = setInterval(() => { for (const socket of slow) if (!socket.destroyed) socket.write("a"); }, 200);
  try {
    const times = [];
    for (let n = 0; n < 100; ++n) {
      const asked = performance.now();
      const page = await reader.get(n % 2 ? topic : "/");
      assert.equal(page.status, 200);
      times.push(performance.now() - asked);
    }
    assert.equal((await reader.reply(topic, "Written among two hundred slow ones.")).status, 303);
    times.sort((a, b) => a - b);
    assert.ok(times[98] < 5_000, `the slowest took ${times[98]} ms`);
    console.log(`among 200 slow clients: p50 ${times[50].toFixed(1)} ms, p99 ${times[98].toFixed(1)} ms`);
  } finally {
    clearInterval(dribble);
    for (const socket of slow) socket.destroy();
  }
});

test("a body without end is cut off", async () => {
  const { hostname, port } = new URL(site.url);
  const piece = `10000\r\n${"x".repeat(1 << 16)}\r\n`;
  const started = Date.now();
  const answer = await new Promise((done) => {
    let text = "", timedOut = false;
    const socket = connect(Number(port), hostname, () => {
      socket.write("POST /sign-in HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
      const more = () => { if (!socket.destroyed && !timedOut) socket.write(piece, () => setImmediate(more)); };
      more();
    });
    const timer = setTimeout(() => { timedOut = true; socket.destroy(); }, 20_000);
    socket.on("data", (part) => { text += part; }).on("error", () => {});
    socket.on("close", () => { clearTimeout(timer); done({ text, timedOut }); });
  });
  assert.ok(!answer.timedOut, "it may go on for twenty seconds");
  assert.match(answer.text, /^HTTP\/1\.1 413/);
  console.log(`a body without end: cut off after ${Date.now() - started} ms`);
});

test("a declared body too large is refused unread, and so is a form over its limit", async () => {
  assert.equal((await raw("POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n")).status, 413);
  const large = await reader.post(`${topic}/reply`, { csrf_token: reader.token, text: "x".repeat(300_000) });
  assert.equal(large.status, 413);
  assert.match(large.headers.get("content-type"), /^text\/html/);
  checkProblem(await reader.post(`${topic}/reply`, { text: "x".repeat(300_000) }, { headers: { accept: "application/json" } }), 413);
});

test("ten thousand headers, and a cookie without end", async () => {
  assert.equal((await ask("/", Array.from({ length: 10_000 }, (_, n) => `X-${n}: 1\r\n`).join(""))).status, 431);
  assert.equal((await ask("/", `Cookie: a=${"b".repeat(200_000)}\r\n`)).status, 431);
  assert.equal((await ask("/", `Cookie: ${"a=b; ".repeat(4_000)}\r\n`)).status, 200, "many small ones within the limit are only odd");
  assert.equal((await ask(`/${"a".repeat(60_000)}`)).status, 431);
});

test("no path leads out of the assets or the media", async () => {
  const ways = ["../../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "....//....//etc/passwd", "..\\..\\etc\\passwd", "%00", "/etc/passwd", "app.css%00.png", "."];
  for (const folder of ["/assets/", "/media/"]) {
    for (const way of ways) {
      const answer = await ask(folder + way);
      assert.ok([400, 404].includes(answer.status), `${folder}${way}: ${answer.status}`);
      assert.doesNotMatch(answer.text, /root:/);
    }
  }
});

test("NUL and bytes that are no UTF-8 never reach the database", async () => {
  const bad = ["%00", "a%00b", "%ff%fe", "%c3%28", "%ed%a0%80", "%f8%88%80%80%80", "%", "%zz", "%e2%80%ae"];
  for (const text of bad) {
    for (const target of [`/search?q=${text}`, `/help?q=${text}`, `/community/riding?after=${text}`, `/community/${text}`, `${topic}?from=${text}`, `/products/${text}`, `/support/${text}`, `/say/${text}`, `/people/${text}`, `/sign-in?next=${text}`]) {
      const answer = await ask(target);
      assert.ok(answer.status >= 200 && answer.status < 500, `${target}: ${answer.status}`);
    }
    const body = `csrf_token=${encodeURIComponent(reader.token)}&submission=&text=${text}`;
    const answer = await reader.send("POST", `${topic}/reply`, { body, headers: { "content-type": "application/x-www-form-urlencoded" } });
    assert.ok(answer.status < 500, `a reply of ${text}: ${answer.status}`);
    const signing = await reader.send("POST", "/sign-in", { body: `csrf_token=${encodeURIComponent(reader.token)}&email=${text}&password=${text}`, headers: { "content-type": "application/x-www-form-urlencoded" } });
    assert.ok(signing.status < 500, `a sign-in of ${text}: ${signing.status}`);
  }
  for (const headers of ["Cookie: rapport_session=\xff\x00\r\n", "Cookie: rapport_visitor=\xff\r\n", "User-Agent: \xff\xfe\r\n", "Accept: \xff\r\n", "If-None-Match: \xff\r\n", "X-Request-Id: \xff\r\n", "Last-Event-ID: \xff\r\n"]) {
    const answer = await ask("/", headers);
    assert.ok(answer.status > 0 && answer.status < 500, `${JSON.stringify(headers)}: ${answer.status}`);
  }
});

test("a sign-in from a browser with a name that is no UTF-8 succeeds", async () => {
  const odd = new Reader(site.url);
  await odd.readToken("/sign-in");
  const cookie = [...odd.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const body = new URLSearchParams({ csrf_token: odd.token, email: ingrid, password: "lark over the hill" }).toString();
  const answer = await raw(`POST /sign-in HTTP/1.1\r\nHost: localhost\r\nUser-Agent: Caf\xe9 \xff\r\nCookie: ${cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`);
  assert.equal(answer.status, 303);
});

test("a host that is not ours is served, but finds its way into no answer", async () => {
  const answer = await raw("GET / HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n");
  assert.equal(answer.status, 200);
  assert.doesNotMatch(answer.text, /evil\.example/);
  for (const hosts of ["", "Host: a\r\nHost: b\r\n", "Host: \xff\r\n"]) {
    const odd = await raw(`GET / HTTP/1.1\r\n${hosts}Connection: close\r\n\r\n`);
    assert.ok([200, 400].includes(odd.status), `${JSON.stringify(hosts)}: ${odd.status}`);
  }
});

test("a form without its token is refused, and one from another site", async () => {
  const count = () => database.value("SELECT count(*) AS n FROM post");
  const posts = count();
  assert.equal((await reader.post(`${topic}/reply`, { text: "no token" })).status, 403);
  assert.equal((await reader.post(`${topic}/reply`, { text: "wrong token", csrf_token: "x".repeat(43) })).status, 403);
  assert.equal((await reader.post(`${topic}/reply`, { text: "elsewhere", csrf_token: reader.token }, { headers: { origin: "https://evil.example" } })).status, 403);
  checkProblem(await reader.post(`${topic}/reply`, { text: "no token" }, { headers: { accept: "application/json" } }), 403);
  assert.equal(count(), posts);
});

test("a route that takes forms tells so to who asks for a page", async () => {
  const answer = await reader.get(`${topic}/reply`);
  assert.equal(answer.status, 405);
  assert.equal(answer.headers.get("allow"), "POST");
  checkProblem(await reader.get(`${topic}/reply`, { headers: { accept: "application/json" } }), 405);
  assert.equal((await reader.send("DELETE", topic)).status, 405);
});

test("what does not exist is a problem in JSON as well", async () => {
  checkProblem(await reader.get("/no/such/page.json"), 404);
  checkProblem(await reader.get("/desk", { headers: { accept: "application/json" } }), 404);
});

test("requests that smuggle are refused", async () => {
  const both = await raw("POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", { wait: 1_500 });
  assert.doesNotMatch(both.text, /\nok\n/, "the second request was answered");
  assert.equal((await raw("GET /\x01 HTTP/1.1\r\nHost: localhost\r\n\r\n")).status, 400);
  assert.equal((await raw("nonsense\r\n\r\n")).status, 400);
});
