// Somebody with a browser: cookies, forms with their token, live updates. Redirects are answers.
import { request } from "node:http";

export const password = "lark over the hill";
export const ingrid = "ingrid.solvang@example.org";  // a member of the example
export const henrik = "henrik.aalto@larkfell.example";  // of its staff

let forms = 0;
/** What a form carries so that it counts once however often it is sent. */
const newSubmission = () => [...(Date.now() * 4096 + (++forms % 4096)).toString(32)].map((digit) => "0123456789abcdefghjkmnpqrstvwxyz"[parseInt(digit, 32)]).join("");

export class Reader {
  cookies = new Map();
  constructor(url) { this.url = url; }

  /** @returns {Promise<{status: number, headers: Headers, text: string, location: string | null}>} */
  async send(method, path, { headers = {}, body, timeout = 20_000 } = {}) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(this.url + path, {
      method, body, redirect: "manual", signal: AbortSignal.timeout(timeout), headers: { ...(cookie && { cookie }), ...headers },
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = set.match(/^([^=]+)=([^;]*)/);
      this.cookies.set(name, value);
    }
    return { status: response.status, headers: response.headers, text: await response.text(), location: response.headers.get("location") };
  }
  get(path, settings) { return this.send("GET", path, settings); }
  async json(path) { return JSON.parse((await this.get(path, { headers: { accept: "application/json" } })).text); }
  post(path, fields, settings = {}) { return this.send("POST", path, { ...settings, body: new URLSearchParams(fields) }); }

  /** Reads the form's token from a page, once for this browser's session. */
  async readToken(path) {
    const page = await this.get(path);
    this.token = page.text.match(/name="csrf_token" value="([^"]+)"/)?.[1];
    if (!this.token) throw new Error(`${path} (${page.status}) has no form`);
  }
  async signIn(email) {
    await this.readToken("/sign-in");
    const answer = await this.post("/sign-in", { csrf_token: this.token, email, password, next: "/" });
    if (answer.status !== 303) throw new Error(`Sign-in answered ${answer.status}`);
    await this.readToken("/community");
  }
  reply(topic, text, settings) {
    return this.post(`${topic}/reply`, { csrf_token: this.token, submission: newSubmission(), text }, settings);
  }
}

/** Paths of open topics of the example, latest first. */
export async function topicsOf(reader, section = "riding") {
  const page = await reader.json(`/community/${section}`);
  return page.topics.map((topic) => topic.url);
}

/**
 * A page that stays open: collects what comes by server-sent events.
 * @returns {Promise<{events: {id: string, event: string, data: string}[], ended: Promise<void>, close: () => void}>}
 */
export function listen(reader, path) {
  return new Promise((opened, failed) => {
    const wire = request(reader.url + path, { headers: { accept: "text/event-stream" }, agent: false }, (response) => {
      if (response.statusCode !== 200) return failed(new Error(`${path} answered ${response.statusCode}`));
      const events = [];
      let text = "";
      response.setEncoding("utf8").on("data", (piece) => {
        text += piece;
        for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
          const fields = Object.fromEntries(text.slice(0, end).split("\n").map((line) => line.match(/^(\w*): ?(.*)$/)?.slice(1) ?? ["", ""]));
          text = text.slice(end + 2);
          if (fields.data !== undefined) events.push(fields);
        }
      });
      const ended = new Promise((done) => { response.on("close", done).on("error", () => {}); });
      opened({ events, ended, close: () => wire.destroy() });
    });
    wire.on("error", failed);
    wire.end();
  });
}
