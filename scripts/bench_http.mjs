// Measures pages with wrk on loopback: requests a second, latency, server CPU per request, memory. Used by scripts/bench.sh.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";

const run = promisify(execFile);
const TICKS_PER_SECOND = 100; // USER_HZ on every Linux that Debian supports

/** CPU seconds that a process has used so far, in user and kernel mode. */
export function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "").split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

export function residentMiB(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;
}

function milliseconds(text) {
  const [, number, unit] = /^([\d.]+)(us|ms|s)$/.exec(text);
  return Number(number) * { us: 0.001, ms: 1, s: 1000 }[unit];
}

/** One run of wrk. @returns requests a second, p50 and p99 in ms, CPU ms of the server per request, failed requests */
export async function measure({ pid, url, connections, seconds = 4, script, headers = {} }) {
  const options = ["-t1", `-c${connections}`, `-d${seconds}s`, "--latency"];
  for (const [name, value] of Object.entries(headers)) options.push("-H", `${name}: ${value}`);
  if (script) options.push("-s", script);
  const before = cpuSeconds(pid);
  const { stdout } = await run("wrk", [...options, url]);
  const used = cpuSeconds(pid) - before;
  const requests = Number(/(\d+) requests in/.exec(stdout)[1]);
  return {
    perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)[1]),
    p50: milliseconds(/^\s+50%\s+(\S+)/m.exec(stdout)[1]),
    p99: milliseconds(/^\s+99%\s+(\S+)/m.exec(stdout)[1]),
    cpu: (used * 1000) / requests,
    failed: Number(/Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? 0) + Number(/read (\d+)/.exec(stdout)?.[1] ?? 0),
  };
}
