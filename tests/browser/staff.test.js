// What staff do at the desk: write a product and a question, answer people, and ask a survey with every kind of question.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { closeBrowser, newPage } from "./lib/browser.js";
import { checkPage } from "./lib/check.js";
import { startSite } from "./lib/site.js";

let site;
before(async () => { site = await startSite(); });
after(async () => { await closeBrowser(); await site?.stop(); });

const marketing = "sofia.marchetti@larkfell.example";
const service = "jonas.hellstrom@larkfell.example";
const researcher = "noor.vandijk@larkfell.example";

/** A page of somebody of the staff. */
async function as(email, options) {
  const page = await newPage({ baseURL: site.url, ...options });
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill("lark over the hill");
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
  return page;
}

/** The page on a phone and, where scripts can look closely, on a desk. */
async function checkWidths(page, name, widths = page.javaScript ? [360, 1280] : [360]) {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    await checkPage(page, name);
  }
}

/** What the mails to this address say. */
const mailsTo = (address) => readdirSync(site.outbox).map((file) => readFileSync(join(site.outbox, file), "utf8"))
  .filter((mail) => mail.includes(address)).join("\n");

/** Waits until the condition holds; mails are sent by a job, not by the page. */
async function eventually(condition, what) {
  for (let tries = 0; tries < 100; ++tries) {
    if (condition()) return;
    await new Promise((later) => setTimeout(later, 100));
  }
  assert.fail(`never happened: ${what}`);
}

for (const javaScript of [true, false]) {
  const how = javaScript ? "with" : "without";

  test(`a product is written, previewed, given a picture and published, ${how} scripts`, async () => {
    const name = `Bell ${how} scripts`;
    const page = await as(marketing, { javaScript });
    await page.goto("/desk/products");
    await checkWidths(page, "desk-products");
    await page.getByRole("link", { name: "New product" }).click();
    await page.getByLabel("Name", { exact: true }).first().fill(name);
    await page.getByLabel("Summary").fill("Heard two streets away.");
    await page.getByLabel("Description", { exact: true }).fill("Brass, **turned** in Varnby.");
    await page.getByLabel("Variant", { exact: true }).first().fill("Brass");
    await page.getByLabel("Article number").first().fill(`BELL-${how}`);
    await page.getByLabel("Availability").first().fill("in stock");
    await page.getByRole("textbox", { name: "Price" }).first().fill("cheap");
    const specifications = page.getByRole("group", { name: "Specifications" });
    await specifications.getByLabel("Name").first().fill("Loudness");
    await specifications.getByLabel("Value").first().fill("86 dB");
    await page.getByRole("button", { name: "Preview" }).last().click();
    await page.getByText("Please write a price, such as 2899.00.").waitFor();
    assert.equal(await page.getByLabel("Description", { exact: true }).inputValue(), "Brass, **turned** in Varnby.");
    await checkWidths(page, "desk-product-mistake");
    await page.getByRole("textbox", { name: "Price" }).first().fill("19.90");
    await page.getByRole("button", { name: "Preview" }).last().click();
    const preview = page.getByRole("region", { name: "Preview" });
    await preview.locator("strong", { hasText: "turned" }).waitFor();
    await preview.getByText("86 dB").waitFor();
    assert.match(await preview.locator(".price").textContent(), /19\.90/);
    await checkWidths(page, "desk-product-preview");
    const visitor = await newPage({ baseURL: site.url, javaScript });
    await visitor.goto("/products");
    assert.equal(await visitor.getByRole("link", { name }).count(), 0, "a preview publishes nothing");

    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved.").waitFor();
    await page.getByRole("link", { name: "Pictures" }).click();
    await page.getByLabel("Picture", { exact: true }).setInputFiles({ name: "bell.png", mimeType: "image/png", buffer: await visitor.screenshot() });
    await page.getByLabel("What the picture shows").last().fill("A brass bell on a handlebar");
    await page.getByRole("button", { name: "Add a picture" }).click();
    await page.locator(".editable-rows img").waitFor();
    await checkWidths(page, "desk-product-pictures");
    await page.goto("/desk/products");
    await page.getByRole("link", { name }).click();
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await page.getByText("Published", { exact: true }).waitFor();
    await visitor.goto("/products");
    await visitor.getByRole("link", { name }).click();
    await visitor.getByAltText("A brass bell on a handlebar", { exact: true }).first().waitFor();
    await visitor.locator("strong", { hasText: "turned" }).waitFor();
    await checkPage(visitor, "product-new");
  });

  test(`a question and its answer are written, previewed and published, ${how} scripts`, async () => {
    const question = `How loud is the bell ${how} scripts?`;
    const page = await as(service, { javaScript });
    await page.goto("/desk/faq");
    await checkWidths(page, "desk-faq");
    await page.getByRole("link", { name: "New question" }).click();
    await page.getByLabel("Question").fill(question);
    await page.getByLabel("Answer", { exact: true }).fill("About **86 dB**.");
    await page.getByLabel("Category").fill("Bells");
    await page.getByRole("button", { name: "Preview" }).click();
    await page.locator(".preview strong", { hasText: "86 dB" }).waitFor();
    await checkWidths(page, "desk-faq-preview");
    await page.getByRole("button", { name: "Save and publish" }).click();
    await page.getByText("Saved.").waitFor();
    const visitor = await newPage({ baseURL: site.url, javaScript });
    await visitor.goto("/help?q=loud+bell");
    await visitor.getByRole("link", { name: question }).click();
    await visitor.locator("strong", { hasText: "86 dB" }).waitFor();
  });

  test(`a visitor's message is answered in public and by mail, and becomes a question in Help, ${how} scripts`, async () => {
    const subject = `My bell is gone, ${how} scripts`;
    const address = `lena.${how}@example.org`;
    const visitor = await newPage({ baseURL: site.url, javaScript, width: 360 });
    await visitor.goto("/support/new");
    await visitor.getByLabel("Your name").fill("Lena");
    await visitor.getByLabel("E-mail address").fill(address);
    await visitor.getByLabel("Subject").fill(subject);
    await visitor.getByRole("textbox", { name: "Message" }).fill("It fell off near the mill.");
    await visitor.getByRole("button", { name: "Send message" }).click();
    await visitor.getByText("Not answered yet.").waitFor();

    const page = await as(service, { javaScript });
    await page.goto("/desk");
    await checkWidths(page, "desk");
    await page.getByRole("main").getByRole("link", { name: "Message board" }).click();
    await page.getByRole("link", { name: subject }).first().click();
    await page.getByRole("region", { name: subject }).getByText("It fell off near the mill.").waitFor();
    const answer = page.getByLabel("Answer", { exact: true });
    await answer.fill("We send you **another**.");
    await page.getByRole("button", { name: "Preview" }).click();
    await page.locator(".preview strong", { hasText: "another" }).waitFor();
    await checkWidths(page, "desk-board");
    await page.getByRole("button", { name: "Post answer" }).click();
    await page.locator(".post.staff strong", { hasText: "another" }).waitFor();
    await visitor.reload();
    await visitor.locator(".post.staff strong", { hasText: "another" }).waitFor();
    await checkPage(visitor, "board-answered");
    await eventually(() => mailsTo(address).includes("We send you"), "a mail with the answer");

    await page.getByRole("button", { name: "Make it a question in Help" }).click();
    await page.getByRole("heading", { level: 1, name: "New question" }).waitFor();
    assert.equal(await page.getByLabel("Question").inputValue(), subject);
    assert.match(await page.getByLabel("Answer", { exact: true }).inputValue(), /We send you \*\*another\*\*/);
  });

  test(`a survey with every kind of question is built, answered, counted, closed and exported, ${how} scripts`, async () => {
    const title = `Bells and whistles ${how} scripts`;
    const page = await as(researcher, { javaScript });
    const confirmed = async (name) => {
      await page.getByRole("button", { name, exact: true }).click();
      if (javaScript) await page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
    };
    await page.goto("/desk/surveys/new");
    await page.getByLabel("Title").fill(title);
    await page.getByLabel("What the answers are for").fill("To choose what rings next year");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("The draft is made.").waitFor();
    await confirmed("Publish");
    await page.getByText("There is no question yet.").waitFor();
    await checkWidths(page, "desk-survey-faults");

    const block = async (name, code, scale, items) => {
      await page.getByRole("link", { name: "Add a construct" }).click();
      await page.getByLabel("Name", { exact: true }).fill(name);
      await page.getByLabel("Name in the data").fill(code);
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("link", { name: "Block of Likert items" }).click();
      await page.getByLabel("Items").fill(items.join("\n"));
      await page.getByLabel("Measures the construct").selectOption(code);
      await page.getByLabel("Scale").selectOption(scale);
      await page.getByRole("button", { name: "Add items" }).click();
      await page.getByText(items.at(-1)).waitFor();
    };
    await block("Joy of ringing", "joy", "agree5", ["I like to ring", "Ringing makes my day"]);
    await block("Need of a bell", "need", "agree7", ["Paths are crowded", "People do not hear me"]);
    const question = async (kind, code, text, fields, { required = false } = {}) => {
      await page.getByRole("link", { name: kind, exact: true }).click();
      await page.getByLabel("Name in the data").fill(code);
      await page.getByLabel("Question or statement").fill(text);
      for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).fill(value);
      if (required) await page.getByLabel("Must be answered").check();
      await checkWidths(page, `desk-survey-${code}`, [360]);
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText(text).waitFor();
    };
    await question("Single choice", "tone", "Which tone?", { Options: "high = A high one\nlow = A low one" }, { required: true });
    await question("Multiple choice", "place", "Where do you ring?", { Options: "town = In town\nwoods = In the woods" });
    await question("Number", "rings", "How often a day?", { "Smallest number": "0", "Largest number": "50", Unit: "times" });
    await question("Open question", "wish", "What is missing?", {});
    await checkWidths(page, "desk-survey-kinds");
    await confirmed("Publish");
    await page.getByText("The survey is open.").waitFor();

    const visitor = await newPage({ baseURL: site.url, javaScript, width: 360 });
    await visitor.goto("/say");
    await visitor.getByRole("link", { name: title }).click();
    await visitor.getByRole("button", { name: "Start" }).click();
    const scale = (text) => visitor.getByRole("group", { name: text }).getByRole("radio");
    await scale("I like to ring").nth(4).check();
    await scale("Paths are crowded").nth(6).check();
    await visitor.getByLabel("In the woods").check();
    await visitor.getByLabel("How often a day?").fill("51");
    await visitor.getByLabel("What is missing?").fill("=A \"louder\" one, please");
    await visitor.getByRole("button", { name: "Send answers" }).click();
    await visitor.getByRole("main").getByRole("alert").waitFor();
    assert.equal(await visitor.locator(".question.invalid").count(), 2, "the choice that is needed, and the number");
    assert.ok(await scale("Paths are crowded").nth(6).isChecked());
    await checkWidths(visitor, "survey-kinds-mistakes");
    await visitor.getByLabel("A low one").check();
    await visitor.getByLabel("How often a day?").fill("12.5");
    await visitor.getByRole("button", { name: "Send answers" }).click();
    await visitor.getByText("Your answers have arrived.").waitFor();

    if (!javaScript) await page.reload();
    await page.locator("[data-figure=submitted]", { hasText: /^1$/ }).waitFor();
    await page.reload();
    await page.getByText("=A \"louder\" one, please").waitFor();
    await checkWidths(page, "desk-survey-kinds-results");
    await confirmed("Close the survey");
    await page.getByText("The survey is closed.").waitFor();
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Answers as CSV" }).click()]);
    const [head, row, end] = readFileSync(await file.path(), "utf8").split("\r\n");
    assert.equal(head, "respondent,sent_on,seconds,joy1,joy2,need1,need2,tone,place_town,place_woods,rings,wish");
    assert.match(row, /^1,\d{4}-\d\d-\d\d,\d+,5,,7,,low,0,1,12\.5,"'=A ""louder"" one, please"$/);
    assert.equal(end, "");
  });
}
