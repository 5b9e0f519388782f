/**
 * <button data-confirm="Delete this post?">: asks in the layout's dialog before its form is sent.
 * Without this file the form is sent at once, so what it does must be able to be undone or asked again by the server.
 */
document.addEventListener("click", (event) => {
  const button = (event.target as Element).closest<HTMLButtonElement>("button[data-confirm]");
  const dialog = document.getElementById("confirm") as HTMLDialogElement | null;
  if (!button?.form || !dialog || button.dataset["confirmed"] !== undefined) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  dialog.querySelector("#confirm-question")!.textContent = button.dataset["confirm"] ?? "";
  dialog.querySelector('button[value="confirm"]')!.textContent = button.textContent;
  dialog.returnValue = "cancel";
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "confirm") return;
    button.dataset["confirmed"] = "";
    button.click();
    delete button.dataset["confirmed"];
  }, { once: true });
  dialog.showModal();
}, { capture: true });
