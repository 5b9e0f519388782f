// What each script adds to a page that works without it.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { closeBrowser, newPage } from "./lib/browser.js";
import { startStyleguide } from "./lib/styleguide.js";

let site;
before(async () => { site = await startStyleguide(); });
after(async () => { await closeBrowser(); await site.stop(); });
const open = async (path, options) => {
  const page = await newPage({ baseURL: site.url, ...options });
  await page.goto(path);
  return page;
};
const quiet = (page) => assert.deepEqual(page.faults, []);

test("a reply of someone else arrives once, is announced, and does not move the page", async () => {
  const page = await open("/topic", { width: 360 });
  await page.locator("#post-9").waitFor();
  assert.equal(await page.locator(".post").count(), 4); // event 10 names a post that stands there already
  assert.match(await page.locator("#announcer").textContent(), /New reply: Mira Bell/);
  await page.locator(".jump-new").click();
  assert.equal(new URL(page.url()).hash, "#post-9");
  await page.locator(".jump-new").waitFor({ state: "detached" });
  quiet(page);
});

test("the editor formats by its toolbar and previews what the server renders", async () => {
  const page = await open("/topic");
  await page.fill("#text", "warm");
  await page.locator("#text").selectText();
  await page.locator("md-bold").click();
  assert.equal(await page.inputValue("#text"), "**warm**");
  await page.locator('[data-view="preview"]').click();
  await page.getByText("by the server").waitFor();
  assert.ok(site.posts.includes("/preview csrf_token=x&text=**warm**"));
  await page.locator('[data-view="write"]').click();
  assert.ok(await page.locator("#text").isVisible());
  quiet(page);
});

test("on a phone the preview takes the place of the toolbar, and the way back does not move", async () => {
  const page = await open("/topic", { width: 360 });
  const bar = page.locator(".editor-bar");
  const top = async () => (await page.locator('[data-view="write"]').boundingBox()).y - (await bar.boundingBox()).y;
  const [height, place] = [(await bar.boundingBox()).height, await top()];
  await page.locator('[data-view="preview"]').click();
  await page.getByText("by the server").waitFor();
  assert.ok((await bar.boundingBox()).height < height, "no empty room where the toolbar was");
  assert.equal(await top(), place);
  quiet(page);
});

test("what was typed and ticked survives a closed tab, and is gone once it was sent", async () => {
  const page = await open("/survey");
  await page.locator('#q-2 input[value="6"]').check();
  await page.fill("#q6", "The bell");
  await page.goto("/home");
  await page.goto("/topic");
  await page.fill("#text", "Half a thought");
  await page.goto("/topic");
  assert.equal(await page.inputValue("#text"), "Half a thought");
  await page.getByRole("button", { name: "Post reply" }).click();
  await page.goto("/home");
  await page.goto("/topic");
  assert.equal(await page.inputValue("#text"), "");
  quiet(page);
});

test("an answer to a small form takes its place without a page load", async () => {
  const page = await open("/product");
  await page.getByRole("button", { name: "Yes" }).click();
  await page.getByText("Thank you.").waitFor();
  assert.equal(site.posts.at(-1), "/helpful helpful=yes");
  assert.ok(page.url().endsWith("/product"));
  quiet(page);
});

test("deleting asks first, and sends the button's own value after yes", async () => {
  const page = await open("/topic");
  const before = site.posts.length;
  await page.getByRole("button", { name: "Delete topic" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  assert.equal(site.posts.length, before);
  await page.getByRole("button", { name: "Delete topic" }).click();
  await page.locator("#confirm").getByRole("button", { name: "Delete topic" }).click();
  await page.waitForURL("**/reply");
  assert.match(site.posts.at(-1), /^\/reply .*action=delete/);
});

test("the reader's choice of dark is kept and there before the first paint", async () => {
  const page = await open("/home");
  await page.locator("theme-switch select").selectOption("dark");
  await page.reload();
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  assert.equal(await page.locator("theme-switch select").inputValue(), "dark");
  await page.locator("theme-switch select").selectOption("system");
  assert.equal(await page.locator("html").getAttribute("data-theme"), null);
  quiet(page);
});

test("j and k walk the desk, r goes to the answer, and keys rest while one types", async () => {
  const page = await open("/desk");
  await page.keyboard.press("j");
  assert.equal(await page.locator(":focus .title").textContent(), "Invoice for two bicycles");
  await page.keyboard.press("k");
  await page.keyboard.press("k");
  assert.equal(await page.locator(":focus .title").textContent(), "Brake noise when wet");
  await page.keyboard.press("r");
  await page.keyboard.type("je");
  assert.equal(await page.inputValue("#answer"), "je");
  assert.ok(page.url().endsWith("/desk"));
  quiet(page);
});

test("a table is copied as CSV", async () => {
  const page = await open("/lab");
  await page.getByRole("button", { name: "Copy as CSV" }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied.replaceAll("\r", "").split("\n")[1], "Expectation ~ Image,0.475,0.055,8.63,");
  quiet(page);
});

test("the drawing follows the model's text, errors included, and the job its progress", async () => {
  const page = await open("/lab");
  await page.locator("#model").fill("=~");
  await page.getByText("line 1, column 3").waitFor();
  assert.match(site.posts.at(-1), /^\/lab\/drawing csrf_token=x&model=%3D%7E&draws=4999/);
  await page.getByText("3,000 of 4,999 draws").first().waitFor();
  assert.equal(await page.locator("progress").evaluate((bar) => bar.value), 0.6);
  quiet(page);
});

test("a job at work is announced when it begins and then each quarter, not at each look", async () => {
  const page = await newPage({ baseURL: site.url });
  let tenths = 0;
  await page.route("**/job.json", (route) => {
    tenths = Math.min(tenths + 1, 10);
    return route.fulfill({ json: { state: "running", progress: tenths / 10, message: `${tenths} of 10 draws` } });
  });
  await page.goto("/lab");
  const said = page.evaluate(() => new Promise((done) => {
    const announcer = document.getElementById("announcer");
    const words = [announcer.textContent];
    new MutationObserver(() => {
      words.push(announcer.textContent);
      if (words.at(-1) === "10 of 10 draws") done(words.filter(Boolean));
    }).observe(announcer, { childList: true, characterData: true, subtree: true });
  }));
  assert.deepEqual(await said, ["1 of 10 draws", "4 of 10 draws", "7 of 10 draws", "10 of 10 draws"]);
  assert.equal(await page.locator(".message").first().textContent(), "10 of 10 draws");
  quiet(page);
});
