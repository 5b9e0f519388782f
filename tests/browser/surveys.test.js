// Customers answer a survey, with and without scripts; staff build one, watch answers come in, close it and export it.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { closeBrowser, newPage } from "./lib/browser.js";
import { checkPage } from "./lib/check.js";
import { startSite } from "./lib/site.js";

let site;
before(async () => { site = await startSite(); });
after(async () => { await closeBrowser(); await site?.stop(); });

async function signIn(page, email) {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill("lark over the hill");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

for (const javaScript of [true, false]) {
  const how = javaScript ? "with" : "without";

  test(`a visitor answers the open survey on a phone, goes back and finds the answers, ${how} scripts`, async () => {
    const page = await newPage({ baseURL: site.url, javaScript, width: 360 });
    await page.goto("/say");
    await checkPage(page, "say");
    await page.getByRole("link", { name: "How are we doing?" }).click();
    await page.getByText("It is anonymous.").waitFor();
    await checkPage(page, "survey-introduction");
    await page.getByRole("button", { name: "Start" }).click();
    await page.getByText("Part 1 of 3").first().waitFor();
    await page.getByText("Harbour", { exact: true }).click();
    await page.getByText("Shopping and errands").click();
    await page.getByLabel("About how many kilometres").fill("a lot");
    await page.getByRole("button", { name: "Next" }).last().click();
    await page.getByText("Please write a number, such as 12 or 2.5.").waitFor();
    await checkPage(page, "survey-mistake");
    assert.ok(await page.getByLabel("Harbour").isChecked(), "what was ticked comes back");
    await page.getByLabel("About how many kilometres").fill("42,5");
    await page.keyboard.press("Enter"); // goes on, not back
    await page.getByText("Part 2 of 3").first().waitFor();
    await checkPage(page, "survey-likert");
    await page.getByRole("group", { name: "the bicycle itself" }).getByText("very satisfied").click();
    await page.getByRole("button", { name: "Back" }).click();
    await page.getByText("Part 1 of 3").first().waitFor();
    assert.equal(await page.getByLabel("About how many kilometres").inputValue(), "42.5");
    await page.getByRole("button", { name: "Next" }).last().click();
    assert.ok(await page.getByRole("group", { name: "the bicycle itself" }).getByLabel("very satisfied").isChecked());
    await page.getByRole("button", { name: "Next" }).last().click();
    await page.getByLabel("What should we change first?").fill("A louder bell");
    await page.getByRole("button", { name: "Send answers" }).click();
    await page.getByRole("heading", { name: "Thank you" }).waitFor();
    await checkPage(page, "survey-thanks");
    await page.goBack();
    await page.goto("/say");
    await page.getByRole("link", { name: "How are we doing?" }).click();
    await page.getByText("You have answered this survey.").waitFor();
  });

  test(`staff build a survey, publish it, watch an answer come in, close it and export it, ${how} scripts`, async () => {
    const title = `Bells ${how} scripts`;
    const confirmed = async (page, name) => {
      await page.getByRole("button", { name, exact: true }).click();
      if (javaScript) await page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
    };
    const desk = await newPage({ baseURL: site.url, javaScript });
    await signIn(desk, "noor.vandijk@larkfell.example");
    await desk.goto("/desk/surveys");
    await checkPage(desk, "desk-surveys");
    await desk.getByRole("link", { name: "New survey" }).click();
    await checkPage(desk, "desk-survey-texts");
    await desk.getByLabel("Title").fill(title);
    await desk.getByLabel("What the answers are for").fill("To choose a bell");
    await desk.getByRole("button", { name: "Save" }).click();
    await desk.getByText("The draft is made.").waitFor();
    await desk.getByRole("link", { name: "Add a construct" }).click();
    await desk.getByLabel("Name", { exact: true }).fill("Joy of ringing");
    await desk.getByLabel("Name in the data").fill("joy");
    await checkPage(desk, "desk-survey-construct");
    await desk.getByRole("button", { name: "Save" }).click();
    await desk.getByRole("link", { name: "Block of Likert items" }).click();
    await desk.getByLabel("Items").fill("I like to ring\nRinging makes my day\n(R) Bells annoy me");
    await desk.getByLabel("Measures the construct").selectOption("joy");
    await desk.getByLabel("Scale").selectOption("agree5");
    await checkPage(desk, "desk-survey-items");
    await desk.getByRole("button", { name: "Add items" }).click();
    await desk.getByRole("link", { name: "Single choice" }).click();
    await desk.getByLabel("Name in the data").fill("tone");
    await desk.getByLabel("Question or statement").fill("Which tone?");
    await desk.getByLabel("Options").fill("high = A high one\nlow = A low one");
    await checkPage(desk, "desk-survey-question");
    await desk.getByRole("button", { name: "Save" }).click();
    await desk.getByText("Which tone?").waitFor();
    await checkPage(desk, "desk-survey-build");
    await desk.getByRole("link", { name: "Preview" }).click();
    await checkPage(desk, "desk-survey-preview");
    await desk.getByRole("link", { name: "Back", exact: true }).click();
    await confirmed(desk, "Publish");
    await desk.getByText("The survey is open.").waitFor();
    await desk.getByText("No answers yet").waitFor();

    const customer = await newPage({ baseURL: site.url, javaScript });
    await customer.goto("/say");
    await customer.getByRole("link", { name: title }).click();
    await customer.getByRole("button", { name: "Start" }).click();
    await customer.getByRole("group", { name: "Bells annoy me" }).getByText("strongly disagree").click();
    await checkPage(customer, "survey-likert-wide");
    await customer.getByText("A low one").click();
    await customer.getByRole("button", { name: "Send answers" }).dblclick(); // as people do
    await customer.getByRole("heading", { name: "Thank you" }).waitFor();

    if (javaScript) await desk.getByText("New answers have come in.").waitFor();
    await desk.reload();
    assert.equal(await desk.locator("[data-figure=submitted]").textContent(), "1");
    await checkPage(desk, "desk-survey-results");
    await confirmed(desk, "Close the survey");
    await desk.getByText("The survey is closed.").waitFor();
    const [file] = await Promise.all([desk.waitForEvent("download"), desk.getByRole("link", { name: "Answers as CSV" }).click()]);
    const [head, row] = readFileSync(await file.path(), "utf8").split("\r\n");
    assert.equal(head, "respondent,sent_on,seconds,joy1,joy2,joy3,tone");
    assert.match(row, /^1,\d{4}-\d\d-\d\d,\d+,,,1,low$/);
    await desk.getByRole("link", { name: "Codebook" }).click();
    await desk.getByText("joy =~ joy1 + joy2 + joy3").waitFor();
    await checkPage(desk, "desk-survey-codebook");
    await customer.goto("/say");
    await customer.getByRole("link", { name: title }).click();
    await customer.getByText("This survey is closed.").waitFor();
    await checkPage(customer, "survey-closed");
  });
}

test("the simulated study is marked wherever it shows", async () => {
  const page = await newPage({ baseURL: site.url, width: 360 });
  await page.goto("/say");
  await page.getByRole("link", { name: "What you think of our service, and of us" }).click();
  await page.getByText("Simulated data").waitFor();
  await signIn(page, "noor.vandijk@larkfell.example");
  await page.goto("/desk/surveys");
  await page.getByRole("link", { name: "What you think of our service, and of us" }).click();
  await page.getByText("Simulated data").waitFor();
  await checkPage(page, "desk-survey-study");
});
