// Starts the product and the ceilings, measures both in the same run, prints the table. Called by scripts/bench.sh.
import { execFileSync, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { measure, residentMiB } from "./bench_http.mjs";

const [folder, secondsText] = process.argv.slice(2);
const seconds = Number(secondsText);
const connectionCounts = [1, 16, 64];
const database = `sqlite:${folder}/site.sqlite`;

/** Starts a server and waits for the address that it prints. @returns its process, address and the time that took in ms */
function start(program, args) {
  const began = performance.now();
  const server = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    let printed = "";
    server.on("exit", (code) => reject(new Error(`${program} ended with ${code}: ${printed}`)));
    server.stdout.on("data", async (data) => {
      printed += data;
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0];
      if (!url) return;
      server.stdout.removeAllListeners("data").resume();
      await fetch(`${url}/healthz`).catch(() => null);
      resolve({ server, url, pid: server.pid, startMs: performance.now() - began });
    });
  });
}

function stop({ server }) {
  return new Promise((resolve) => {
    server.removeAllListeners("exit").on("exit", resolve);
    server.kill("SIGTERM");
  });
}

const serve = (...more) =>
  start("build/bench/rapport", ["serve", "--database", database, "--listen", "127.0.0.1:0", "--access-log",
    `${folder}/access.log`, "--outbox", `${folder}/outbox`, "--no-rate-limits", ...more]);

/** Signs in as a member of the example. @returns the Cookie header of the session */
async function signIn(url) {
  const page = await fetch(`${url}/sign-in`);
  const visitor = page.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ");
  const token = tokenOf(await page.text());
  const answer = await fetch(`${url}/sign-in`, {
    method: "POST", redirect: "manual", headers: { cookie: visitor },
    body: new URLSearchParams({ csrf_token: token, email: "ingrid.solvang@example.org", password: "lark over the hill" }),
  });
  if (answer.status !== 303) throw new Error(`signing in answered ${answer.status}`);
  return answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ");
}

const tokenOf = (html) => /name="csrf_token" value="([^"]+)"/.exec(html)[1];

/** A script for wrk that posts a new reply with each request. */
async function replyScript(url, topic, cookie) {
  const token = tokenOf(await (await fetch(url + topic, { headers: { cookie } })).text());
  const file = `${folder}/reply.lua`;
  writeFileSync(file, `
local n = 0
request = function()
  n = n + 1
  local body = "csrf_token=${encodeURIComponent(token)}&text=Reply+" .. n .. "+that+says+something+about+the+range+in+winter"
  return wrk.format("POST", "${topic}/reply", {["Content-Type"] = "application/x-www-form-urlencoded", ["Cookie"] = "${cookie}"}, body)
end`);
  return file;
}

const rows = [];
async function row(name, target, path, options = {}) {
  for (const connections of options.connections ?? connectionCounts) {
    const figures = await measure({ pid: target.pid, url: target.url + path, connections, seconds, ...options });
    rows.push({ name, connections, ...figures });
    const last = rows.at(-1);
    console.log(`| ${name} | ${connections} | ${Math.round(last.perSecond).toLocaleString("en")} | ${last.p50.toFixed(2)} | ${last.p99.toFixed(2)} | ${last.cpu.toFixed(3)} | ${last.failed} |`);
  }
}
const at16 = (name) => rows.find((r) => r.name === name && r.connections === 16);

await stop(await serve("--example"));
const topic = execFileSync("build/bench/bench/seed", [database]).toString().trim();

console.log(`${cpus()[0].model}, ${cpus().length} cores shared with wrk, ${Math.round(totalmem() / 2 ** 30)} GiB, ${new Date().toISOString().slice(0, 10)}\n`);
console.log("| page | connections | requests/s | p50 ms | p99 ms | server CPU ms/request | failed |\n|---|--:|--:|--:|--:|--:|--:|");
const ceiling = await start("build/bench/bench/ceiling_server", [folder]);
await row("fixed 100 B", ceiling, "/fixed-100");
await row("fixed 30 kB", ceiling, "/fixed-30k");
await row("bare topic page", ceiling, "/bare-topic");
await stop(ceiling);

const site = await serve();
const idle = residentMiB(site.pid);
const size = async (path) => (await (await fetch(site.url + path)).arrayBuffer()).byteLength;
await row("topic page, 20 posts", site, topic);
await row("topic page as JSON", site, `${topic}.json`);
await row("product page", site, "/products/aurora-s");
await row("FAQ search", site, "/help?q=winter+battery");
const cookie = await signIn(site.url);
await row("topic page, signed in", site, topic, { headers: { Cookie: cookie } });
await row("posting a reply, durable", site, `${topic}/reply`, { script: await replyScript(site.url, topic, cookie) });
const after = residentMiB(site.pid);
console.log(`\nSizes: topic page ${await size(topic)} B, JSON ${await size(`${topic}.json`)} B, product page ${await size("/products/aurora-s")} B.`);
console.log(`Resident memory: ${idle.toFixed(0)} MiB at rest, ${after.toFixed(0)} MiB after the run.`);
await stop(site);

const starts = [];
for (let i = 0; i < 5; ++i) {
  const again = await serve();
  starts.push(again.startMs);
  await stop(again);
}
console.log(`Cold start to the first 200: ${Math.min(...starts).toFixed(0)} ms best, ${starts.sort((a, b) => a - b)[2].toFixed(0)} ms median of 5.`);
console.log(`Topic page against the bare page at 16 connections: ${((100 * at16("topic page, 20 posts").perSecond) / at16("bare topic page").perSecond).toFixed(0)} % of its requests/s.`);
