// What holds for every page of the real program, shown on one that needs no data.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeBrowser, newPage } from "./lib/browser.js";
import { checkPage } from "./lib/check.js";
import { startSite } from "./lib/site.js";

let site;
before(async () => { site = await startSite(); });
after(async () => {
  await closeBrowser();
  assert.equal(await site?.stop(), 0, "the program ends cleanly on SIGTERM");
});

for (const javaScript of [true, false]) {
  for (const width of [360, 1280]) {
    test(`an unknown address is answered by a page of the site, ${width} px, ${javaScript ? "with" : "without"} scripts`, async () => {
      const page = await newPage({ baseURL: site.url, javaScript, width });
      const response = await page.goto("/there-is-no-such-page");
      assert.equal(response.status(), 404);
      await page.getByRole("heading", { name: "Page not found" }).waitFor();
      await checkPage(page, "not-found");
      await page.context().close();
    });
  }
}

test("scripts, styles and fonts come under addresses that may be kept for good", async () => {
  const page = await newPage({ baseURL: site.url });
  const kept = new Map();
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith("/assets/")) kept.set(pathname.replace(/[.-][\w-]{6,}\./, "."), response.headers()["cache-control"]);
  });
  await page.goto("/there-is-no-such-page", { waitUntil: "networkidle" });
  assert.match([...kept.keys()].join(" "), /app\.css/);
  assert.match([...kept.keys()].join(" "), /\.woff2/);
  for (const [path, header] of kept) assert.match(header ?? "", /immutable/, path);
});

test("a theme folder changes tokens and mark, and the page still passes", async () => {
  const theme = mkdtempSync(join(tmpdir(), "rapport-theme-"));
  writeFileSync(join(theme, "theme.css"), ":root { --hue: 300; }\n");
  writeFileSync(join(theme, "mark.svg"), '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4" fill="purple"/></svg>');
  const themed = await startSite({ example: false, options: ["--theme", theme] });
  try {
    const page = await newPage({ baseURL: themed.url });
    await page.goto("/there-is-no-such-page");
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--hue")), "300");
    const mark = await page.request.get(await page.locator(".brand img").getAttribute("src"));
    assert.match(await mark.text(), /purple/);
    assert.match(await (await page.request.get("/favicon.ico")).text(), /purple/);
    await checkPage(page, "themed");
  } finally {
    await themed.stop();
    rmSync(theme, { recursive: true });
  }
});
