// The kit of web/README.md on realistic pages: layout, styles and islands under the real policy, without the program.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { closeBrowser, newPage } from "./lib/browser.js";
import { checkPage, tooWide } from "./lib/check.js";
import { startStyleguide } from "./lib/styleguide.js";

const names = ["home", "product", "help", "topic", "survey", "forms", "desk", "lab"];
let site;
before(async () => { site = await startStyleguide(); });
after(async () => { await closeBrowser(); await site.stop(); });
const open = async (path, options) => {
  const page = await newPage({ baseURL: site.url, ...options });
  await page.goto(path);
  return page;
};

describe("every page of the style guide is accessible in light and dark", () => {
  for (const name of names) {
    for (const width of [360, 1280]) {
      test(`${name}, ${width} px`, async () => {
        const page = await open(`/${name}`, { width });
        await checkPage(page, `styleguide-${name}`);
        await page.context().close();
      });
    }
  }
});

test("the checks do find what they look for", async () => {
  const page = await open("/home", { width: 360 });
  await page.evaluate(() => document.querySelector("main").insertAdjacentHTML("beforeend", "<button></button>"));
  await assert.rejects(checkPage(page, "styleguide-broken"), /button-name/);
  await page.evaluate(() => {
    const line = document.createElement("p");
    line.textContent = "wide ".repeat(40);
    line.style.whiteSpace = "nowrap";
    document.querySelector("main").lastElementChild.replaceWith(line);
  });
  await assert.rejects(checkPage(page, "styleguide-broken"), /wider than the window/);
  await page.evaluate(() => {
    const line = document.querySelector("main").lastElementChild;
    line.textContent = "black on black";
    line.style.colorScheme = "light dark";
    line.style.color = "light-dark(#111, #222)";
  });
  await assert.rejects(checkPage(page, "styleguide-broken"), /dark, 360 px: axe[^]*color-contrast/);
});

test("nothing is wider than a window of 320 px, which is also 200 % zoom on a small screen", async () => {
  for (const name of names) {
    const page = await open(`/${name}`, { width: 320 });
    assert.deepEqual(await tooWide(page), [], name);
    await page.context().close();
  }
});

test("right to left, nothing sticks out", async () => {
  for (const name of names) {
    const page = await open(`/${name}?dir=rtl`, { width: 360 });
    await checkPage(page, `styleguide-rtl-${name}`);
    await page.context().close();
  }
});

test("without scripts the menu opens and the form shows its preview button", async () => {
  const page = await open("/topic", { javaScript: false, width: 360 });
  await page.click(".menu-button");
  await page.getByRole("link", { name: "Products" }).waitFor();
  await page.keyboard.press("Escape");
  assert.ok(await page.getByRole("button", { name: "Preview" }).isVisible());
  assert.ok(!(await page.locator("markdown-toolbar").isVisible()));
  await checkPage(page, "styleguide-topic");
});
