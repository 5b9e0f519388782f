// A person joins, signs in and out, forgets the password, and keeps house in the profile: with and without scripts.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { closeBrowser, newPage } from "./lib/browser.js";
import { checkPage } from "./lib/check.js";
import { startSite } from "./lib/site.js";

let site;
before(async () => { site = await startSite(); });
after(async () => { await closeBrowser(); await site.stop(); });

/** Waits for the newest mail to an address with a subject, and gives the path of the link in it. */
async function linkInMail(address, subject) {
  for (let i = 0; i < 200; ++i) {
    const names = readdirSync(site.outbox, { withFileTypes: true }).filter((file) => file.name.endsWith(".eml")).map((file) => file.name);
    for (const name of names.sort().reverse()) {
      const mail = readFileSync(join(site.outbox, name), "utf8");
      if (!mail.includes(`<${address}>`) || !mail.match(new RegExp(`^Subject: .*${subject}`, "m"))) continue;
      return new URL(mail.replaceAll("=\r\n", "").match(/http:\/\/\S+/)[0]).pathname;
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`no mail "${subject}" to ${address} in ${site.outbox}`);
}

const password = "winter tyres in the shed";

async function joinSite(page, name, email) {
  await page.goto("/sign-up");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByRole("heading", { name: "Look into your mail" }).waitFor();
}

async function signIn(page, email, secret) {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(secret);
  await page.getByRole("button", { name: "Sign in" }).click();
}

for (const javaScript of [true, false]) {
  const how = javaScript ? "with" : "without";
  const email = `ada.${how}@example.org`;

  test(`somebody joins, confirms the address by mail, and is in, ${how} scripts`, async () => {
    const page = await newPage({ baseURL: site.url, javaScript, width: 360 });
    await page.goto("/sign-up");
    assert.equal(await page.getByRole("checkbox").isChecked(), false, "consent is not given beforehand");
    await checkPage(page, "sign-up");
    await page.getByLabel("Name", { exact: true }).fill("Ada Kern");
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password").fill("password99");
    await page.getByRole("button", { name: "Join" }).click();
    await page.getByText("first passwords that attackers try").waitFor();
    assert.equal(await page.getByLabel("E-mail address").inputValue(), email, "what was typed comes back");
    await checkPage(page, "sign-up-mistakes");

    await joinSite(page, "Ada Kern", email);
    await checkPage(page, "sign-up-sent");
    await page.goto(await linkInMail(email, "Confirm your address"));
    await checkPage(page, "sign-up-confirm");
    await page.getByRole("button", { name: "Confirm and sign in" }).click();
    await page.getByText("Your account is ready").waitFor();
    await checkPage(page, "profile-welcome");
    await page.context().close();
  });

  test(`a member signs in, writes a profile and reads it as others do, ${how} scripts`, async () => {
    const page = await newPage({ baseURL: site.url, javaScript });
    await page.goto("/profile");
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await checkPage(page, "sign-in");
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password").fill("a guess of mine");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("do not belong together").waitFor();
    await checkPage(page, "sign-in-wrong");
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Your profile" }).waitFor(); // back where they wanted to go
    await page.getByLabel("City").fill("Oslo");
    await page.getByLabel("About me").fill("I ride *all year*.");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    await page.getByRole("button", { name: "I agree" }).click();
    await page.getByText("You agreed", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Withdraw my consent" }).click();
    await page.getByText("You did not agree").waitFor();
    await checkPage(page, "profile-edit");
    await page.getByRole("link", { name: "As others see it" }).click();
    await page.getByText("all year").waitFor();
    assert.equal(await page.getByText(email).count(), 0, "the address is private");
    await checkPage(page, "profile-public");
    await page.goto("/notifications");
    await checkPage(page, "notifications-none");
    await page.goto("/profile/sessions");
    await checkPage(page, "sessions");
    await page.context().close();
  });

  test(`a forgotten password is replaced, and other browsers are signed out, ${how} scripts`, async () => {
    const elsewhere = await newPage({ baseURL: site.url, javaScript });
    await signIn(elsewhere, email, password);
    const page = await newPage({ baseURL: site.url, javaScript });
    await page.goto("/sign-in");
    await page.getByRole("link", { name: "Forgot your password?" }).click();
    await checkPage(page, "password-reset");
    await page.getByLabel("E-mail address").fill(email);
    await page.getByRole("button", { name: "Send the link" }).click();
    await page.getByRole("heading", { name: "Look into your mail" }).waitFor();
    await checkPage(page, "password-reset-sent");
    const link = await linkInMail(email, "A new password");
    await page.goto(link);
    await checkPage(page, "password-reset-new");
    await page.getByLabel("New password").fill("a bicycle under the bridge");
    await page.getByRole("button", { name: "Save the new password" }).click();
    await page.getByText("Your new password is in use").waitFor();
    await elsewhere.goto("/profile");
    await elsewhere.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.goto(link);
    await page.getByRole("heading", { name: "This link no longer works" }).waitFor();
    await checkPage(page, "password-reset-expired");
    await page.context().close();
    await elsewhere.context().close();
  });
}

test("signing out from the menu ends the session", async () => {
  const page = await newPage({ baseURL: site.url });
  await signIn(page, "ada.with@example.org", "a bicycle under the bridge");
  await page.getByRole("button", { name: "Your account" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.locator("a.sign-in").waitFor();
  await page.goto("/profile");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.context().close();
});
