// One Chromium per test file, the build of it without windows and menus of its own, which takes two thirds of the time; and
// pages that remember every fault they saw.
import { chromium } from "playwright-core";

const executablePath = process.env.RAPPORT_CHROMIUM ?? "/usr/bin/chromium-headless-shell";
const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];

let browser = null;

/**
 * A page in a fresh context (its own cookies and storage).
 * @param {{javaScript?: boolean, scheme?: "light" | "dark", width?: number, baseURL?: string}} options
 * @returns a Playwright page; page.faults lists console errors, refused content and uncaught errors so far
 */
export async function newPage({ javaScript = true, scheme = "light", width = 1280, baseURL } = {}) {
  browser ??= await chromium.launch({ executablePath, args });
  const context = await browser.newContext({
    baseURL, javaScriptEnabled: javaScript, colorScheme: scheme, locale: "en-GB", timezoneId: "Europe/Berlin",
    viewport: { width, height: width < 600 ? 780 : 900 }, reducedMotion: "reduce", hasTouch: width < 600,
    permissions: ["clipboard-read", "clipboard-write"],
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  page.javaScript = javaScript;
  page.faults = [];
  const pages = new Set(); // addresses of documents: a 404 or 422 page is an answer, not a fault
  page.on("response", (response) => { if (response.request().isNavigationRequest()) pages.add(response.url()); });
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    const { url } = message.location();
    // of its own accord the browser asks for /favicon.ico beside what is no page of ours, such as plain text
    if (message.text().startsWith("Failed to load resource") && (pages.has(url) || url.endsWith("/favicon.ico"))) return;
    page.faults.push(`${message.text()} (${url})`);
  });
  page.on("pageerror", (error) => page.faults.push(String(error)));
  return page;
}

/** Ends the browser; call it in after(). */
export async function closeBrowser() {
  await browser?.close();
  browser = null;
}
