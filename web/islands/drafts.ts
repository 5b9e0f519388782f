/**
 * <form data-draft>: what is typed or ticked stays in this browser until the form was sent with success, so a lost
 * connection or a closed tab loses nothing. Passwords, hidden fields and files are never kept; a draft rests two weeks.
 */
type Draft = { at: number; fields: [name: string, value: string][] };
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
const forgetAfterMs = 14 * 24 * 3600 * 1000;
const sentKey = "draft-sent";

// getAttribute, because a button named "action" hides form.action
const keyOf = (form: HTMLFormElement) => `draft:${form.dataset["draft"] || new URL(form.getAttribute("action") ?? "", location.href).pathname}`;
const isTick = (control: Control): control is HTMLInputElement => control.type === "radio" || control.type === "checkbox";
const controlsOf = (form: HTMLFormElement) => [...form.elements].filter((control): control is Control =>
  control.matches("textarea[name], select[name], input[name]:not([type=password], [type=hidden], [type=file], [type=submit])"));
/** What the server wrote into the form counts more than what an earlier visit left. */
const isUntouched = (form: HTMLFormElement) => controlsOf(form).every((control) =>
  isTick(control) ? !control.defaultChecked : control instanceof HTMLSelectElement || control.defaultValue === "");

function keep(form: HTMLFormElement): void {
  const fields: Draft["fields"] = controlsOf(form)
    .filter((control) => (isTick(control) ? control.checked : control.value !== ""))
    .map((control) => [control.name, control.value]);
  try {
    localStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), fields } satisfies Draft));
  } catch {
    // storage is full or forbidden: the form works as without drafts
  }
}

function restore(form: HTMLFormElement): void {
  const kept = localStorage.getItem(keyOf(form));
  if (!kept || !isUntouched(form)) return;
  const left = (JSON.parse(kept) as Draft).fields.slice();
  for (const control of controlsOf(form)) {
    const found = left.findIndex(([name, value]) => name === control.name && (!isTick(control) || value === control.value));
    if (found < 0) continue;
    const [[, value]] = left.splice(found, 1) as [[string, string]];
    if (isTick(control)) control.checked = true;
    else control.value = value;
  }
}

/** A form that was sent and did not end on an error page is done with. */
function settle(): void {
  const sent = sessionStorage.getItem(sentKey);
  sessionStorage.removeItem(sentKey);
  if (sent && !document.querySelector(".error-page, .field.invalid, .question.invalid")) localStorage.removeItem(sent);
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith("draft:"))) {
    const { at } = JSON.parse(localStorage.getItem(key) ?? "{}") as Partial<Draft>;
    if (!at || Date.now() - at > forgetAfterMs) localStorage.removeItem(key);
  }
}

const draftForm = (event: Event) => (event.target as Element).closest<HTMLFormElement>("form[data-draft]");
document.addEventListener("input", (event) => { const form = draftForm(event); if (form) keep(form); });
document.addEventListener("submit", (event) => {
  const form = draftForm(event);
  if (!form) return;
  try {
    sessionStorage.setItem(sentKey, keyOf(form));
  } catch {
    // as above
  }
});
document.addEventListener("htmx:after:request", (event) => {
  const form = draftForm(event);
  const status = (event as CustomEvent).detail?.ctx?.response?.status as number | undefined;
  if (!form || status === undefined) return;
  sessionStorage.removeItem(sentKey); // no page load follows that could tell
  if (status < 400) localStorage.removeItem(keyOf(form));
});
try {
  settle();
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-draft]")) restore(form);
} catch {
  // storage may be forbidden
}
