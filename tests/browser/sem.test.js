// What a researcher does with factor and structural equation models: write one that draws itself, estimate it, read its
// fit, set two runs side by side.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { closeBrowser, newPage } from "./lib/browser.js";
import { checkPage } from "./lib/check.js";
import { lookAgainUntil } from "./lib/look_again.js";
import { startSite } from "./lib/site.js";

const study = "What moves enterprises to engage their customers";
const factors = "EXP =~ EXP_a + EXP_b + EXP_c\nORE =~ ORE_a + ORE_b + ORE_c + ORE_d\nMPE =~ MPE_a + MPE_b + MPE_c + MPE_d\n";
let site;
before(async () => { site = await startSite(); });
after(async () => { await closeBrowser(); await site.stop(); });

async function semPage(options = {}) {
  const page = await newPage({ baseURL: site.url, ...options });
  await page.goto("/sign-in?next=/lab");
  await page.getByLabel(/e-?mail/i).fill("noor.vandijk@larkfell.example");
  await page.locator("input[type=password]").fill("lark over the hill");
  await page.locator("main").getByRole("button", { name: /sign in/i }).click();
  await page.goto("/lab");
  await page.getByRole("link", { name: study, exact: true }).first().click();
  await page.getByRole("link", { name: "CFA and SEM" }).click();
  await page.getByRole("link", { name: /questionnaire’s constructs/ }).click(); // without the settings of another test
  return page;
}

async function estimate(page, model) {
  await page.getByLabel("Model", { exact: true }).fill(model);
  await page.getByRole("button", { name: "Estimate" }).click();
  await page.getByText("Factor loadings").first().waitFor();
}

test("a model draws itself, is estimated, and its result reads well wide and narrow", async () => {
  const page = await semPage();
  await page.locator("#drawing svg").waitFor();
  await checkPage(page, "sem-model");
  const text = page.getByLabel("Model", { exact: true });
  await text.fill(`${factors}MPE ~ EXPP\n`);
  await page.locator("#drawing").getByText(/EXPP/).waitFor();
  assert.match(await page.locator("#drawing").innerText(), /line 4, column \d+/);
  assert.ok(page.faults.splice(0).every((fault) => fault.includes("status of 422"))); // the answer to what is half typed
  await page.getByLabel(/^Hypotheses/).fill("H1: EXP <-> MPE > 0");
  await estimate(page, factors);
  await page.locator("svg.path-diagram").waitFor();
  await page.locator("svg.heat-map").first().waitFor();
  await page.getByText("CFI").first().waitFor();
  await page.getByRole("table", { name: "Hypotheses" }).waitFor();
  await page.getByRole("navigation", { name: "Go to a table" }).getByRole("link", { name: "Reliability", exact: true }).click();
  assert.ok(await page.getByRole("table", { name: "Reliability" }).evaluate((table) => table.getBoundingClientRect().top < innerHeight));
  await checkPage(page, "sem-result");
  const narrow = await semPage({ width: 360 });
  await checkPage(narrow, "sem-model");
  await narrow.goto(page.url());
  await checkPage(narrow, "sem-result");
});

test("a Wald test is asked for among the further settings, where a mistake is told beside its field", async () => {
  const page = await semPage();
  await page.locator("summary", { hasText: "More settings" }).click();
  await page.getByLabel("Wald test").fill("L2 == L4");
  const labelled = "EXP =~ EXP_a + L2*EXP_b + L3*EXP_c\nORE =~ ORE_a + ORE_b + ORE_c\n";
  await page.getByLabel("Model", { exact: true }).fill(labelled);
  await page.getByRole("button", { name: "Estimate" }).click();
  await page.getByText(/No parameter has the label L4/).waitFor();
  assert.match(await page.getByLabel("Wald test").getAttribute("aria-describedby"), /sem-wald-error/);
  await checkPage(page, "sem-settings-refused");
  await page.getByLabel("Wald test").fill("L2 == L3");
  await estimate(page, labelled);
  await page.getByRole("table", { name: "Tests of constraints" }).getByText("Wald").waitFor();
});

test("two runs stand side by side, with the difference of their tests in words", async () => {
  const page = await semPage();
  await estimate(page, factors);
  await page.getByRole("link", { name: "Change this model" }).click();
  await estimate(page, `${factors}EXP ~~ 0*ORE\n`);
  await page.locator("summary", { hasText: "Compare with another run" }).click();
  await page.locator("details[open] .link-list a").first().click();
  await page.getByText(/is a stricter version of/).waitFor();
  await checkPage(page, "sem-compare");
});

test("without scripts a button draws, and a link looks again", async () => {
  const page = await semPage({ javaScript: false });
  await page.getByLabel("Model", { exact: true }).fill("EXP =~ EXP_a + nothing");
  await page.getByRole("button", { name: "Draw" }).click();
  await page.getByText(/line 1, column 16/).first().waitFor();
  await checkPage(page, "sem-model-refused");
  await page.getByLabel("Model", { exact: true }).fill(factors);
  await page.getByRole("button", { name: "Estimate" }).click();
  await lookAgainUntil(page, page.getByText("Factor loadings").first());
});

test("a published matrix is uploaded, looked at, and a model is estimated from it", async () => {
  const page = await semPage();
  await page.goto("/lab");
  const rows = ["name,x1,x2,x3,x4", "x1,1,,,", "x2,0.5,1,,", "x3,0.4,0.45,1,", "x4,0.35,0.4,0.5,1", "sd,1.2,1.1,0.9,1", "mean,3,4,5,6"];
  await page.getByLabel("Title").fill("Correlations from a paper");
  await page.getByLabel(/^File/).setInputFiles({ name: "paper.csv", mimeType: "text/csv", buffer: Buffer.from(rows.join("\n")) });
  await page.getByLabel(/covariances or correlations/).check();
  await page.getByRole("button", { name: "Keep data" }).click();
  await page.getByText(/number of respondents is not given/).waitFor(); // there is no row n
  assert.ok(page.faults.splice(0).every((fault) => fault.includes("status of 422")));
  assert.ok(await page.getByLabel(/covariances or correlations/).isChecked());
  await page.getByLabel(/^Number of respondents/).fill("301");
  await page.getByLabel(/^File/).setInputFiles({ name: "paper.csv", mimeType: "text/csv", buffer: Buffer.from(rows.join("\n")) });
  await page.getByRole("button", { name: "Keep data" }).click();
  await page.getByRole("table", { name: /Correlations/ }).waitFor();
  await checkPage(page, "lab-matrix");
  await page.getByRole("link", { name: "CFA and SEM" }).click();
  await estimate(page, "f =~ x1 + x2 + x3 + x4");
  await page.getByText("301").first().waitFor();
  await checkPage(page, "sem-matrix-result");
});
