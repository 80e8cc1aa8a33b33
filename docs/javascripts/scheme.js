/**
 * Light or dark: follows the reader's system until they choose, and remembers the choice.
 *
 * Loaded in the head, before anything is painted, so that a chosen scheme never flashes. Without script the page
 * follows the system and the switch stays hidden.
 */
(() => {
  "use strict";

  const key = "scheme";
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  /** @returns {string | null} the reader's choice, "light" or "dark"; null where none was made or none can be kept */
  function chosen() {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  /** @param {string} scheme "light" or "dark" */
  function keep(scheme) {
    try {
      localStorage.setItem(key, scheme);
    } catch {
      // A browser that keeps nothing still shows the scheme until the next page.
    }
  }

  /** @returns {"light" | "dark"} the scheme that is shown now */
  function shown() {
    const scheme = root.dataset.scheme ?? (dark.matches ? "dark" : "light");
    return scheme === "dark" ? "dark" : "light";
  }

  const first = chosen();
  if (first === "light" || first === "dark") root.dataset.scheme = first;

  document.addEventListener("DOMContentLoaded", () => {
    const menu = document.getElementById("menu");
    const wide = matchMedia("(min-width: 60em)");
    const fold = () => {
      if (menu instanceof HTMLDetailsElement) menu.open = wide.matches;
    };
    fold();
    wide.addEventListener("change", fold);

    const button = document.querySelector("[data-scheme-switch]");
    if (!(button instanceof HTMLButtonElement)) return;
    const label = () => {
      button.textContent = shown() === "dark" ? "Light" : "Dark";
      button.setAttribute("aria-label", shown() === "dark" ? "Light colours" : "Dark colours");
    };
    label();
    button.hidden = false;
    button.addEventListener("click", () => {
      root.dataset.scheme = shown() === "dark" ? "light" : "dark";
      keep(root.dataset.scheme);
      label();
    });
    dark.addEventListener("change", label);
  });
})();
