// Runs before the first paint: the reader's own choice of light or dark, and a mark that scripts run.
document.documentElement.classList.add("scripted");
try {
  const scheme = localStorage.getItem("scheme");
  if (scheme === "light" || scheme === "dark") document.documentElement.dataset.theme = scheme;
} catch {
  // storage may be forbidden; the system's choice stands
}
