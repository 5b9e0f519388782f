// People talk: they read, start topics and reply with preview, see each other's replies arrive, and moderators step in.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { closeBrowser, newPage } from "./lib/browser.js";
import { checkPage } from "./lib/check.js";
import { startSite } from "./lib/site.js";

let site;
before(async () => { site = await startSite(); });
after(async () => { await closeBrowser(); await site.stop(); });

const ingrid = "ingrid.solvang@example.org";
const ruben = "ruben.castells@example.com";
const organizer = "beatriz.almada@larkfell.example";

/** A page of somebody who is signed in. */
async function as(email, options) {
  const page = await newPage({ baseURL: site.url, ...options });
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill("lark over the hill");
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
  return page;
}

/** Starts a topic in Riding. @returns its address */
async function startTopic(page, title, text) {
  await page.goto("/community/riding");
  await page.getByRole("link", { name: "Start a topic" }).click();
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("Your text").fill(text);
  await page.getByRole("button", { name: "Post topic" }).click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  return new URL(page.url()).pathname;
}

for (const javaScript of [true, false]) {
  const how = javaScript ? "with" : "without";

  for (const width of [360, 1280]) {
    test(`a visitor finds the way to a topic, ${width} px, ${how} scripts`, async () => {
      const page = await newPage({ baseURL: site.url, javaScript, width });
      await page.goto("/community");
      await checkPage(page, "community");
      await page.getByRole("link", { name: "Range and battery" }).click();
      await page.getByRole("heading", { level: 1, name: "Range and battery" }).waitFor();
      await checkPage(page, "section");
      await page.locator(".topic-list h2 a").first().click();
      await page.locator(".post").first().waitFor();
      await page.getByRole("link", { name: "Sign in to reply" }).waitFor();
      await checkPage(page, "topic");
    });
  }

  test(`a member starts a topic, previews, replies, quotes and edits ${how} scripts`, async () => {
    const page = await as(ingrid, { javaScript, width: 360 });
    await startTopic(page, `Studs in November ${how} scripts`, "Has anyone *measured* it?");
    await page.getByLabel("Your text").fill("I **did**.");
    const preview = page.getByRole("button", { name: "Preview" });
    await (javaScript ? preview.first() : preview.last()).click();
    await page.locator(".preview strong", { hasText: "did" }).waitFor();
    if (javaScript) await page.getByRole("button", { name: "Write" }).click();
    await checkPage(page, "reply-preview");
    assert.equal(await page.getByLabel("Your text").inputValue(), "I **did**.");
    await page.getByRole("button", { name: "Post reply" }).click();
    const reply = page.locator(".post", { hasText: "I did." });
    await reply.waitFor();
    assert.match(page.url(), /#post-/);
    await reply.getByRole("link", { name: "Quote" }).click();
    assert.match(await page.getByLabel("Your text").inputValue(), /^> \[Ingrid Solvang\].*\n> I \*\*did\*\*\./);
    await reply.getByRole("link", { name: "Edit" }).click();
    await page.getByLabel("Your text").fill("I did, twice.");
    await page.getByRole("button", { name: "Save" }).click();
    await page.locator(".post", { hasText: "I did, twice." }).getByText("edited").waitFor();
  });

  test(`a form with mistakes comes back as it was typed ${how} scripts`, async () => {
    const page = await as(ingrid, { javaScript });
    await page.goto("/community/riding/new");
    await page.getByLabel("Title").fill("Hm");
    await page.getByLabel("Your text").fill("Some words");
    await page.getByRole("button", { name: "Post topic" }).click();
    await page.getByText("at least 5 characters").waitFor();
    assert.equal(await page.getByLabel("Your text").inputValue(), "Some words");
    await checkPage(page, "new-topic");
  });
}

test("a reply of another arrives while one reads, once, and without loading the page again", async () => {
  const writer = await as(ruben);
  const path = await startTopic(writer, "Is anyone there?", "Tell me.");
  const reader = await newPage({ baseURL: site.url });
  await reader.goto(path);
  await reader.evaluate(() => { document.body.dataset.stayed = "yes"; });
  const other = await as(ingrid);
  await other.goto(path);
  await other.getByLabel("Your text").fill("I am **here**.");
  await other.getByRole("button", { name: "Post reply" }).click();
  for (const page of [reader, writer]) await page.locator(".post strong", { hasText: "here" }).waitFor();
  assert.equal(await reader.locator("body").getAttribute("data-stayed"), "yes");
  assert.equal(await reader.locator(".post").count(), 2);
  assert.equal(await other.locator(".post").count(), 2, "the writer's own page has it once");
  await checkPage(reader, "topic-live");
});

test("a reported post is taken down by a moderator, and its author is told why", async () => {
  const author = await as(ruben);
  const path = await startTopic(author, "Cheap batteries", "From me");
  await author.getByLabel("Your text").fill("Buy at my shop");
  await author.getByRole("button", { name: "Post reply" }).click();
  const reporter = await as(ingrid);
  await reporter.goto(path);
  await reporter.locator(".post", { hasText: "Buy at my shop" }).getByRole("link", { name: "Report" }).click();
  await reporter.getByLabel("Reason").fill("An advertisement");
  await checkPage(reporter, "report");
  await reporter.getByRole("button", { name: "Send report" }).click();
  await reporter.getByText("Your report is with the moderators").waitFor();

  const reader = await newPage({ baseURL: site.url });
  await reader.goto(path);
  await reader.getByText("Buy at my shop").waitFor();
  const moderator = await as(organizer);
  await moderator.goto("/desk/moderation");
  const report = moderator.getByRole("listitem").filter({ hasText: "Ingrid Solvang" }).first();
  await report.getByText("Buy at my shop").waitFor();
  await checkPage(moderator, "moderation");
  await report.getByLabel("Reason").fill("Selling belongs elsewhere");
  await report.getByRole("button", { name: "Take down" }).click();
  await moderator.getByRole("heading", { name: "No reports wait" }).waitFor();
  await moderator.goto("/desk/moderation/log");
  await moderator.getByText("Selling belongs elsewhere").waitFor();
  await checkPage(moderator, "moderation-log");

  await reader.getByText("taken down by the moderators").waitFor();
  assert.equal(await reader.getByText("Buy at my shop").count(), 0, "gone from a page that was open");
  await reporter.goto(path);
  await reporter.getByText("taken down by the moderators").waitFor();
  assert.equal(await reporter.getByText("Buy at my shop").count(), 0);
  await checkPage(reporter, "topic-hidden-post");
  await author.goto(path);
  await author.getByText("Selling belongs elsewhere").waitFor();
  await author.goto("/notifications");
  await author.getByText("The moderators took down your post").first().waitFor();

  await moderator.goto(path);
  await moderator.getByText("Moderate this topic").click();
  await checkPage(moderator, "topic-moderator");
  await moderator.getByRole("button", { name: "Close", exact: true }).click();
  await moderator.getByText("This topic is closed").waitFor();
});

test("staff add a section", async () => {
  const page = await as("sofia.marchetti@larkfell.example");
  await page.goto("/desk/sections");
  await page.getByLabel("Name", { exact: true }).fill("Cargo");
  await page.getByLabel("What belongs here").fill("Boxes, children, dogs.");
  await page.getByLabel("Place in the list").fill("9");
  await checkPage(page, "desk-sections");
  await page.getByRole("button", { name: "Save section" }).click();
  await page.goto("/community/cargo");
  await page.getByRole("heading", { name: "No topics here yet" }).waitFor();
  await checkPage(page, "section-empty");
});
