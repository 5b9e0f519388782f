/**
 * Without scripts a page of a running job has a link to itself: follows it until what is waited for is there.
 * @param {import("playwright-core").Locator} wanted  what only the page of the result has
 */
export async function lookAgainUntil(page, wanted) {
  const link = page.getByRole("link", { name: "Look again" });
  await wanted.or(link).first().waitFor(); // one of them is on the page that comes next
  for (let i = 0; i < 100 && !(await wanted.isVisible()); i++) {
    await page.waitForTimeout(100);
    await link.click({ timeout: 2000 }).catch(() => {}); // the result may have come meanwhile
  }
  await wanted.waitFor();
}
