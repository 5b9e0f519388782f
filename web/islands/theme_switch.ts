/** Light, dark, or as the system has it; remembered in this browser. scheme.js applies it before the first paint. */
class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    const label = document.createElement("label");
    const select = document.createElement("select");
    for (const scheme of ["system", "light", "dark"]) {
      select.append(new Option(this.dataset[scheme] ?? scheme, scheme));
    }
    select.value = document.documentElement.dataset["theme"] ?? "system";
    select.addEventListener("change", () => this.#choose(select.value));
    label.append(this.dataset["label"] ?? "", " ", select);
    this.replaceChildren(label);
  }

  #choose(scheme: string) {
    if (scheme === "system") {
      delete document.documentElement.dataset["theme"];
      localStorage.removeItem("scheme");
    } else {
      document.documentElement.dataset["theme"] = scheme;
      localStorage.setItem("scheme", scheme);
    }
  }
}
customElements.define("theme-switch", ThemeSwitch);
