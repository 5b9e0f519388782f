// What a visitor without an account can do: look at products, find answers, read a topic, answer a survey, write to the maker.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { closeBrowser, newPage } from "./lib/browser.js";
import { checkPage } from "./lib/check.js";
import { startSite } from "./lib/site.js";

let site;
before(async () => { site = await startSite(); });
after(async () => { await closeBrowser(); await site?.stop(); });

/** Fails unless the picture is there and is one. */
async function assertPicture(page, picture) {
  const answer = await page.request.get(await picture.getAttribute("src"));
  assert.equal(answer.status(), 200);
  assert.match(answer.headers()["content-type"], /^image\//);
  assert.ok((await picture.getAttribute("alt")).length > 5, "the picture says what it shows");
}

/** Types words where this width offers the search of the whole site. */
async function searchSite(page, words) {
  if (page.viewportSize().width < 600) await page.getByRole("link", { name: "Search", exact: true }).click();
  await page.getByRole("searchbox").first().fill(words);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Search" }).waitFor();
}

const statement = (page, text) => page.getByRole("group", { name: text });

for (const [javaScript, widths] of [[true, [360, 1280]], [false, [360]]]) {
  for (const width of widths) {
    const how = `${width} px, ${javaScript ? "with" : "without"} scripts`;
    const visitor = () => newPage({ baseURL: site.url, javaScript, width });

    test(`a visitor looks at the products, their pictures, prices and variants, ${how}`, async () => {
      const page = await visitor();
      await page.goto("/");
      await page.getByRole("heading", { level: 1, name: "Electric bicycles for ordinary days" }).waitFor();
      await checkPage(page, "home");
      await page.getByRole("link", { name: "See the products" }).click();
      await page.getByRole("heading", { level: 1, name: "Products" }).waitFor();
      const card = page.locator(".card", { hasText: "Aurora S" }).first();
      assert.match(await card.locator(".price").textContent(), /€\s?\d/);
      await assertPicture(page, card.locator("img"));
      await checkPage(page, "products");

      await card.getByRole("link", { name: "Aurora S" }).click();
      await page.getByRole("heading", { level: 1, name: "Aurora S" }).waitFor();
      await assertPicture(page, page.locator(".gallery img").first());
      const variants = page.getByRole("navigation", { name: "Variants" }).getByRole("link");
      assert.ok(await variants.count() > 1);
      await checkPage(page, "product");
      const price = await variants.last().locator("meta[itemprop=price]").getAttribute("content");
      await variants.last().click();
      await page.waitForURL(/\?variant=/);
      assert.equal(await variants.last().getAttribute("aria-current"), "true");
      assert.equal((await page.locator(".product-summary .price").textContent()).replace(/[^\d.]/g, ""), Number(price).toFixed(2));
      await page.context().close();
    });

    test(`a visitor finds an answer in Help and says that it helped, ${how}`, async () => {
      const page = await visitor();
      await page.goto("/help");
      await checkPage(page, "help");
      const search = page.getByRole("main").getByRole("searchbox");
      await search.fill("there is nothing about zeppelins");
      await search.press("Enter");
      await page.getByRole("heading", { name: "Nothing found" }).waitFor();
      await search.fill("range winter");
      await search.press("Enter");
      await page.getByRole("link", { name: "Why is the range so much shorter in winter?" }).waitFor();
      await checkPage(page, "help-results");
      await page.getByRole("link", { name: "Why is the range so much shorter in winter?" }).click();
      await page.getByRole("heading", { level: 1, name: "Why is the range so much shorter in winter?" }).waitFor();
      await checkPage(page, "help-answer");
      await page.getByRole("button", { name: "Yes" }).click();
      await page.getByText("Thank you. Your answer helps us to write better ones.").waitFor();
      await page.context().close();
    });

    test(`a visitor searches the whole site and reads a topic, ${how}`, async () => {
      const page = await visitor();
      await page.goto("/");
      await searchSite(page, "battery health");
      await checkPage(page, "search");
      const kinds = page.getByRole("navigation", { name: "Kinds of results" });
      await kinds.getByRole("link", { name: "Help" }).click();
      await page.getByRole("link", { name: "How do I see the health of my battery?" }).waitFor();
      await kinds.getByRole("link", { name: "Community" }).click();
      await page.getByRole("link", { name: /^Battery health fell from 96 to 91/ }).click();
      await page.getByRole("heading", { level: 1, name: /^Battery health fell/ }).waitFor();
      assert.ok(await page.locator(".post").count() > 1);
      await checkPage(page, "topic-found");
      await page.context().close();
    });

    test(`a visitor writes on the message board, and staff read it first, ${how}`, async () => {
      const page = await visitor();
      await page.goto("/support");
      await checkPage(page, "board");
      await page.getByRole("link", { name: "Write a message" }).click();
      await page.getByLabel("Your name").fill("Tomasz");
      await page.getByLabel("Subject").fill("   ");
      const text = page.getByRole("textbox", { name: "Message" });
      await text.fill("My bell fell off on the first day. Can I get another?");
      await page.getByRole("button", { name: "Send message" }).click();
      await page.getByText("Please fill this in.").waitFor();
      assert.equal(await text.inputValue(), "My bell fell off on the first day. Can I get another?");
      await checkPage(page, "board-mistake");
      const subject = `A bell that fell off, ${how}`;
      await page.getByLabel("Subject").fill(subject);
      await page.getByRole("button", { name: "Send message" }).click();
      await page.getByText("Thank you, we have your message.").waitFor();
      await page.getByRole("heading", { level: 1, name: subject }).waitFor();
      await checkPage(page, "board-sent");
      const other = await visitor();
      await other.goto("/support");
      assert.equal(await other.getByText(subject).count(), 0, "not before somebody read it");
      await other.context().close();
      await page.context().close();
    });
  }
}

test("a visitor answers the open survey on a wide screen, mistakes and second thoughts included", async () => {
  const page = await newPage({ baseURL: site.url });
  await page.goto("/say");
  await checkPage(page, "surveys");
  await page.getByRole("link", { name: "How are we doing?" }).click();
  await page.getByText("Who reads your answers").waitFor();
  await checkPage(page, "survey-introduction");
  await page.getByRole("button", { name: "Start" }).click();

  await page.getByRole("heading", { level: 1, name: "You and your bicycle" }).waitFor();
  await checkPage(page, "survey-part");
  await page.getByRole("radio", { name: "Harbour" }).check();
  await page.getByRole("checkbox", { name: "Shopping and errands" }).check();
  await page.getByRole("checkbox", { name: "Fitness" }).check();
  const kilometres = page.getByLabel(/kilometres did you ride last week/);
  await kilometres.fill("about forty");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByText("Please write a number").waitFor();
  assert.equal(await kilometres.inputValue(), "about forty");
  assert.ok(await page.getByRole("checkbox", { name: "Fitness" }).isChecked());
  await checkPage(page, "survey-mistake");
  await kilometres.fill("42.5");
  await page.getByRole("button", { name: "Next" }).click();

  await page.getByRole("heading", { level: 1, name: "How it goes" }).waitFor();
  await statement(page, "the bicycle itself").getByRole("radio").nth(4).check();
  await page.getByRole("button", { name: "Back" }).click();
  await page.getByRole("heading", { level: 1, name: "You and your bicycle" }).waitFor();
  assert.equal(await kilometres.inputValue(), "42.5");
  assert.ok(await page.getByRole("radio", { name: "Harbour" }).isChecked());
  await page.getByRole("button", { name: "Next" }).click();
  assert.ok(await statement(page, "the bicycle itself").getByRole("radio").nth(4).isChecked(), "what stood on the part one left is kept");
  await statement(page, "the time a repair takes").getByRole("radio").nth(1).check();
  await checkPage(page, "survey-statements");
  await page.getByRole("button", { name: "Next" }).click();

  await page.getByLabel("What should we change first?").fill("Longer hours on Saturdays, please.");
  await checkPage(page, "survey-words");
  await page.getByRole("button", { name: "Send answers" }).click();
  await page.getByText("Your answers have arrived.").waitFor();
  await checkPage(page, "survey-thanks");
  await page.goto("/say");
  await page.getByRole("link", { name: "How are we doing?" }).click();
  await page.getByRole("main").getByRole("status").waitFor();
  assert.equal(await page.getByRole("button", { name: "Start" }).count(), 0, "one answers once");
  await page.context().close();
});
