// Serves the real layout around web/styleguide/*.html, with the real assets and policy but without the program.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";

const root = new URL("../../../", import.meta.url);
const read = (path) => readFile(new URL(path, root), "utf8");
const types = { css: "text/css", js: "text/javascript", svg: "image/svg+xml", woff2: "font/woff2" };
export const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'";

/** As much of the template language as layout and style guide use: values, sections, messages, the partial BODY. */
function render(template, context) {
  const section = /\{\{#(\w+)\}\}([\s\S]*?)\{\{\/\1\}\}/g;
  const lookup = (name) => (name.startsWith("if_") ? Boolean(context[name.slice(3)]) : name.startsWith("no_") ? !context[name.slice(3)] : context[name]);
  let text = template;
  for (let before = ""; before !== text;) {
    before = text;
    text = text.replace(section, (_, name, inner) => {
      const value = lookup(name);
      if (!value) return "";
      return [value].flat().map((item) => render(inner, typeof item === "object" ? { ...context, url: undefined, ...item } : context)).join("");
    });
  }
  return text.replace(/\{\{(\w+)(?::none)?\}\}/g, (_, name) => context[name] ?? "");
}

/** @returns {Promise<{url: string, stop: () => Promise<void>, posts: string[]}>} */
export async function startStyleguide() {
  const messages = JSON.parse(await read("web/messages/en.json"));
  const words = Object.fromEntries(Object.entries(messages).map(([key, text]) => [`t_${key}`, text]));
  const assets = Object.fromEntries(["app.css", "app.js", "scheme.js", "mark.svg"].map((name) => [`asset_${name.replace(/\W/g, "_")}`, `/assets/${name}`]));
  const [layout, editorBar] = await Promise.all([read("src/http/templates/layout.html"), read("src/http/templates/editor_bar.html")]);
  const posts = [];

  const page = async (name, query) => {
    const body = (await read(`web/styleguide/${name}.html`)).replaceAll("{{>http__templates__editor_bar}}", editorBar);
    const staff = name === "desk" || name === "lab";
    return render(layout.replace("{{>BODY}}", body), {
      ...words, ...assets, t_lang_direction: query.get("dir") ?? "ltr", site_name: "Larkfell", title: name, csrf_token: "x", n_unread: "3 unread notifications",
      [`nav_${{ home: "none", product: "products", survey: "say", topic: "community", forms: "products" }[name] ?? name}`]: true,
      viewer: name === "home" ? null : { name: "Ada Kern", profile_url: "/profile", initials: "AK", tone: "1", unread: 3, staff, researcher: staff },
      breadcrumbs: name === "home" ? null : [{ label: "Home", url: "/" }, { label: `About ${name}` }],
    });
  };
  const answers = {
    "/preview": () => ["text/html", "<p>Rendered <strong>by the server</strong></p>"],
    "/helpful": () => ["text/html", '<p class="helpful" role="status">Thank you.</p>'],
    "/lab/drawing": () => ["text/html", '<p class="model-error">line 1, column 3: a name is missing</p>'],
    "/live": () => ["text/event-stream", 'retry: 60000\n\nid: 9\nevent: post\ndata: {"id": "9", "html": "<li class=\\"post\\" id=\\"post-9\\"><div class=\\"post-head\\"><span class=\\"author\\">Mira Bell</span></div><div class=\\"post-body prose\\"><p>Fifty-eight, at −4.</p></div></li>"}\n\nid: 10\nevent: post\ndata: {"id": "1", "html": "<li>twice</li>"}\n\n'],
    "/job.json": () => ["application/json", JSON.stringify({ state: "running", progress: 0.6, message: "3,000 of 4,999 draws" })],
  };
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://localhost");
    try {
      if (request.method === "POST") {
        let body = "";
        for await (const chunk of request) body += chunk;
        posts.push(`${pathname} ${body}`);
      }
      const file = pathname.match(/^\/(assets|pictures)\/([\w.-]+\.(\w+))$/);
      const [type, content] = file ? [types[file[3]], await readFile(new URL(`${file[1] === "assets" ? "web/dist" : "example/pictures"}/${file[2]}`, root))]
        : answers[pathname]?.() ?? ["text/html; charset=utf-8", await page(pathname.slice(1), searchParams)];
      response.writeHead(200, { "Content-Type": type, "Content-Security-Policy": policy });
      response.end(content);
    } catch (error) {
      response.writeHead(404, { "Content-Type": "text/plain" });
      response.end(String(error));
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    posts,
    stop: () => new Promise((closed) => { server.close(closed); server.closeAllConnections(); }),
  };
}
