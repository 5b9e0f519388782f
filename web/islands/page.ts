/** What several islands need: the polite announcer of the layout, and the form's token against forged requests. */

/** Says something to readers of a screen reader without moving their focus. */
export function announce(words: string): void {
  const announcer = document.getElementById("announcer");
  if (announcer) announcer.textContent = words;
}

/** The hidden csrf_token of the form around an element, or of any form on the page. */
export function csrfToken(near: Element): string {
  const form = near.closest("form") ?? document;
  return form.querySelector<HTMLInputElement>('input[name="csrf_token"]')?.value ?? "";
}

/** Whether a key press is meant for what one is typing in, so that shortcuts must leave it alone. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  return event.ctrlKey || event.metaKey || event.altKey || target.isContentEditable ||
    target.matches("input, textarea, select") || document.querySelector("dialog[open]") !== null;
}
