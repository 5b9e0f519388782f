// What every page must pass, whatever it shows.
import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const screenshots = fileURLToPath(new URL("../../output/screenshots/", import.meta.url));
const axe = await readFile(new URL(import.meta.resolve("axe-core/axe.min.js")), "utf8");

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const colours = ["color-contrast", "link-in-text-block"]; // the rules among them that another scheme can break
const isLookedAt = (process.env.RAPPORT_TEST_DATABASE ?? "sqlite") === "sqlite"; // a page looks the same over each database

/**
 * No axe violation in light, no colours that break its rules in dark, nothing wider than the window, no error in the
 * console, nothing refused by the content security policy; pictures in tests/output/screenshots/NAME-SCHEME-WIDTH.png.
 * Without scripts axe cannot run; over PostgreSQL axe and pictures are left out, which cost more than the rest of a run.
 */
export async function checkPage(page, name) {
  await mkdir(screenshots, { recursive: true });
  const { width } = page.viewportSize();
  if (page.javaScript) await showAllPictures(page);
  for (const [colorScheme, rules] of isLookedAt ? [["light", standards], ["dark", colours]] : []) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const plain = page.javaScript ? "" : "-plain";
    await page.screenshot({ path: `${screenshots}${name}${plain}-${colorScheme}-${width}.png`, fullPage: true });
    if (page.javaScript) assert.deepEqual(await violations(page, rules), [], `${name}, ${colorScheme}, ${width} px: axe`);
  }
  if (page.javaScript) assert.deepEqual(await tooWide(page), [], `${name}, ${width} px: wider than the window`);
  assert.deepEqual(page.faults, [], `${name}: faults in the console`);
}

/** Pictures further down load when one scrolls there; the screenshot of the whole page wants them now. */
async function showAllPictures(page) {
  await page.evaluate(() => Promise.all([...document.images].map((picture) => {
    picture.loading = "eager";
    return picture.decode().catch(() => {}); // one that is missing is reported by the console
  })));
}

/**
 * Rules (or rules with one of these tags) broken according to axe-core, each with the elements concerned.
 * Which headings and table heads members write in their posts is theirs.
 */
async function violations(page, runOnly) {
  await page.evaluate(axe); // by the debugger, which the page's policy does not bind
  const found = await page.evaluate(async (runOnly) => {
    const result = await globalThis.axe.run({ runOnly });
    const isAuthored = (id, { target }) =>
      ["empty-table-header", "heading-order"].includes(id) && document.querySelector(target[0])?.closest(".prose");
    return result.violations
      .map(({ id, help, nodes }) => ({ id, help, nodes: nodes.filter((node) => !isAuthored(id, node)) }))
      .filter(({ nodes }) => nodes.length > 0);
  }, runOnly);
  return found.map(({ id, help, nodes }) =>
    `${id}: ${help}: ${nodes.slice(0, 5).map((node) => `${node.target} ${node.any[0]?.message ?? ""}`).join("; ")}`);
}

/** What makes the page scroll sideways: the elements that reach furthest, or nothing. */
export async function tooWide(page) {
  return page.evaluate(() => {
    const limit = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= limit) return [];
    return [...document.querySelectorAll("main *, header *, footer *")]
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ element, box }) => box.width > 0 && (box.left + Math.max(box.width, element.scrollWidth) > limit + 1 || box.left < -1))
      .slice(-5).map(({ element }) => element.outerHTML.slice(0, 120));
  });
}
