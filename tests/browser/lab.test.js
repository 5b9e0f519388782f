// What a researcher does: choose answers, judge the items, write a model that draws itself, estimate it.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { closeBrowser, newPage } from "./lib/browser.js";
import { checkPage } from "./lib/check.js";
import { lookAgainUntil } from "./lib/look_again.js";
import { startSite } from "./lib/site.js";

const study = "What moves enterprises to engage their customers";
let site;
before(async () => { site = await startSite(); });
after(async () => { await closeBrowser(); await site.stop(); });

async function researcher(options = {}) {
  const page = await newPage({ baseURL: site.url, ...options });
  await page.goto("/sign-in?next=/lab");
  await page.getByLabel(/e-?mail/i).fill("noor.vandijk@larkfell.example");
  await page.locator("input[type=password]").fill("lark over the hill");
  await page.locator("main").getByRole("button", { name: /sign in/i }).click();
  await page.goto("/lab");
  return page;
}

for (const width of [1280, 360]) {
  test(`a researcher reads descriptives and quality at ${width} px`, async () => {
    const page = await researcher({ width });
    await checkPage(page, "lab");
    await page.getByRole("link", { name: study, exact: true }).first().click();
    await page.getByText("Simulated data").first().waitFor();
    await page.locator("summary", { hasText: "EXP_a" }).click();
    await page.getByText("strongly agree").first().waitFor();
    await checkPage(page, "lab-descriptives");
    await page.getByRole("link", { name: "Quality" }).click();
    await page.getByRole("heading", { name: "Discriminant validity" }).waitFor();
    await checkPage(page, "lab-quality");
    await page.goto("/lab/glossary");
    await checkPage(page, "lab-glossary");
  });
}

test("a heading tells its meaning to the keyboard, and a table is copied with every digit", async () => {
  const page = await researcher();
  await page.getByRole("link", { name: study, exact: true }).first().click();
  const mean = page.locator("abbr.term", { hasText: "Mean" }).first();
  await mean.focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  const shown = await mean.evaluate((term) => getComputedStyle(term, "::after").content);
  assert.match(shown, /divided by their number/);
  await page.getByRole("button", { name: "Copy as CSV" }).first().click();
  const csv = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(csv, /^Variable,n,Missing,Mean/);
  assert.match(csv, /\nEXP_a,119,0,[1-5]\.\d{6,}/);
  await page.getByRole("button", { name: "Copy for Word (APA)" }).first().click();
  await page.getByRole("button", { name: "Copied" }).first().waitFor();
  const [html, plain] = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return Promise.all(["text/html", "text/plain"].map(async (type) => (await item.getType(type)).text()));
  });
  assert.match(html, /<i>Variables<\/i>/);
  assert.match(html, /border-top: 1px solid/);
  assert.match(html, /text-align: right[^>]*>119</);
  assert.match(html, /<i>Note\.<\/i>/);
  assert.match(plain, /^Variable\tn\tMissing\tMean/);
});

test("the drawing follows the text, says what is wrong with it, and the model is estimated", async () => {
  const page = await researcher();
  await page.getByRole("link", { name: study, exact: true }).first().click();
  await page.getByRole("link", { name: "Path model" }).click();
  await page.locator("#drawing svg").waitFor();
  await checkPage(page, "lab-model");
  const text = page.getByLabel("Model", { exact: true });
  const model = await text.inputValue();
  await text.fill(`${model}\nORE ~ EXPP\n`);
  await page.locator("#drawing").getByText(/EXPP/).waitFor();
  assert.match(await page.locator("#drawing").innerText(), /line \d+, column \d+/);
  assert.ok(page.faults.splice(0).every((fault) => fault.includes("status of 422"))); // the answer to what is half typed
  await text.fill(model);
  await page.locator("#drawing svg").waitFor();
  await page.getByLabel("Bootstrap draws").fill("500");
  await page.getByRole("button", { name: "Estimate" }).click();
  await page.locator("svg.path-diagram").getByText(/\*\*\*/).first().waitFor();
  await page.getByRole("cell", { name: "< 0.001" }).first().waitFor();
  await checkPage(page, "lab-result");
  const result = page.url();
  const narrow = await researcher({ width: 360 });
  await narrow.goto(result);
  await checkPage(narrow, "lab-result");
});

test("without scripts a button draws, and a link looks again", async () => {
  const page = await researcher({ javaScript: false });
  await page.getByRole("link", { name: study, exact: true }).first().click();
  await page.getByRole("link", { name: "Path model" }).click();
  const text = page.getByLabel("Model", { exact: true });
  const model = await text.inputValue();
  await text.fill("EXP =~ EXP_a + nothing");
  await page.getByRole("button", { name: "Draw" }).click();
  await page.getByText(/line 1, column 16/).first().waitFor();
  await checkPage(page, "lab-model-refused");
  await text.fill(model);
  await page.getByRole("button", { name: "Draw" }).click();
  await page.locator("#drawing svg").waitFor();
  await page.getByLabel("Bootstrap draws").fill("0");
  await page.getByRole("button", { name: "Estimate" }).click();
  await lookAgainUntil(page, page.getByText("Path coefficients").first());
});

test("data with a long word for a title fit on a phone, and are deleted on their page, which asks first", async () => {
  const page = await researcher({ width: 360, javaScript: false });
  const title = "Overall_satisfaction_wave_2026_of_all_riders_in_all_countries_final_version_2";
  await page.getByLabel("Title").fill(title);
  await page.getByLabel(/^File/).setInputFiles({ name: "a.csv", mimeType: "text/csv", buffer: Buffer.from("a,b,c\n1,2,3\n2,3,5\n4,4,1\n5,3,2\n3,1,4\n") });
  await page.getByRole("button", { name: "Keep data" }).click();
  const address = page.url();
  const phone = await researcher({ width: 360 });
  for (const path of ["/lab", address, `${address}/model`, `${address}/sem`, `${address}/delete`]) {
    await phone.goto(path);
    await checkPage(phone, "lab-long-title");
  }
  await page.getByRole("link", { name: "Delete these data" }).click();
  await page.getByRole("button", { name: "Delete these data" }).click();
  assert.equal(new URL(page.url()).pathname, "/lab");
  assert.equal(await page.getByText(title).count(), 0);
  assert.equal((await page.goto(address)).status(), 404);
});
