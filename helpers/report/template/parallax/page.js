/* Conveniences of a page that can be read without them: light or dark at a click, tables that sort,
   evidence opened all at once. No library, nothing loaded, nothing sent. A page with this script
   changed by one character is refused by the browser (the page's policy holds its hash). */
"use strict";
(() => {
  const root = document.documentElement;

  const make = (name, text, action) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = name;
    button.textContent = text;
    button.addEventListener("click", action);
    return button;
  };

  /* ---- light and dark ---- */
  const KEY = "parallax-colours";
  const stored = (value) => {
    try { // a browser may forbid it, above all to a file
      if (value === undefined) return localStorage.getItem(KEY);
      if (value) localStorage.setItem(KEY, value); else localStorage.removeItem(KEY);
    } catch { /* then the choice lasts as long as the page */ }
    return null;
  };
  const wear = (theme) => {
    if (theme) root.dataset.theme = theme; else delete root.dataset.theme;
  };
  const worn = () => root.dataset.theme ?? "";
  const named = () => `Colours: ${worn() || "automatic"}`;
  const turn = (event) => {
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    const other = system === "dark" ? "light" : "dark";
    // The first click always changes what is seen; the third leaves it to the system again.
    const next = { "": other, [other]: system, [system]: "" }[worn()];
    wear(next);
    stored(next);
    event.currentTarget.textContent = named();
  };
  const remembered = stored();
  if (remembered === "light" || remembered === "dark") wear(remembered);

  /* ---- tables ---- */
  const MISSING = new Set(["", "–", "—", "-", "−", "nan", "none", "<na>", "nat", "not given"]);
  const NUMBER = /^([<>≤≥~≈]?)\s*([-+−–]?)\s*[$€£]?(\d[\d,\u00a0\u202f]*(?:\.\d+)?|\.\d+)(e[-+]?\d+)?\s*%?(.*)$/i;
  const DAY = /^\d{4}-\d{2}(?:-\d{2}(?:[ T]\d{2}:\d{2}.*)?)?$/;
  const WORDY_DAY = /^\d{1,2} [A-Z][a-z]+ \d{4}$/;
  const words = new Intl.Collator("en", { numeric: true });

  const numberIn = (text) => {
    const [, bound, sign, digits, power, rest] = NUMBER.exec(text) ?? [];
    // Behind an estimate may stand its interval or its total, but no word: "4 Winds" is a name.
    if (digits === undefined || !/^\s*(?:$|[[(±]|(?:of|to)\s)/.test(rest)) return NaN;
    const size = Number(digits.replace(/[^\d.]/g, "") + (power ?? ""));
    const value = sign === "-" || sign === "−" || sign === "–" ? -size : size;
    return value + (bound === "<" ? -1e-12 : bound === ">" ? 1e-12 : 0);
  };
  const timeIn = (text) => DAY.test(text) || WORDY_DAY.test(text) ? Date.parse(text) : NaN;

  /* Read a column as dates, else as numbers, else as words; what is missing is null. */
  const readColumn = (texts) => {
    const known = texts.filter((text) => !MISSING.has(text.toLowerCase()));
    const read = [timeIn, numberIn].find((one) => known.every((text) => !Number.isNaN(one(text))));
    return texts.map((text) => MISSING.has(text.toLowerCase()) ? null : read ? read(text) : text);
  };
  const compare = (one, other) =>
    typeof one === "string" ? words.compare(one, other) : one - other;

  const sortable = (table) => {
    const heads = table.tHead?.rows ?? [];
    const body = table.tBodies[0];
    if (heads.length !== 1 || table.tBodies.length !== 1 || body.rows.length < 3) return;
    const cells = [...table.tHead.rows[0].cells];
    const asWritten = [...body.rows];
    if (asWritten.some((row) => row.cells.length !== cells.length)) return;
    if (table.querySelector("[rowspan], [colspan]")) return;

    const sort = (place) => {
      const before = cells[place].getAttribute("aria-sort");
      const now = { none: "ascending", ascending: "descending", descending: "none" }[before];
      cells.forEach((cell) => cell.hasAttribute("aria-sort") && cell.setAttribute("aria-sort", "none"));
      cells[place].setAttribute("aria-sort", now);
      const values = readColumn(asWritten.map((row) => row.cells[place].textContent.trim()));
      const order = asWritten.map((_, index) => index);
      if (now !== "none") {
        const direction = now === "ascending" ? 1 : -1;
        order.sort((one, other) => {
          const [left, right] = [values[one], values[other]];
          if (left === null || right === null) return (left === null) - (right === null);
          return direction * compare(left, right);
        });
      }
      body.append(...order.map((index) => asWritten[index]));
    };
    cells.forEach((cell, place) => {
      if (!cell.textContent.trim()) return;
      const button = make("sort", "", () => sort(place));
      button.append(...cell.childNodes);
      cell.append(button);
      cell.setAttribute("aria-sort", "none");
    });
  };

  /* ---- evidence ---- */
  const openAround = (hash) => {
    let element = null;
    try {
      element = document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch { /* no address of ours */ }
    for (; element; element = element.parentElement) {
      if (element instanceof HTMLDetailsElement) element.open = true;
    }
  };
  const openTogether = (block) => {
    const folded = [...block.querySelectorAll(".behind")];
    if (folded.length < 2) return;
    const allOpen = () => folded.every((one) => one.open);
    const button = make("together", "Open all", () => {
      const open = !allOpen();
      folded.forEach((one) => { one.open = open; });
      nameButton();
    });
    const nameButton = () => { button.textContent = allOpen() ? "Close all" : "Open all"; };
    folded.forEach((one) => one.addEventListener("toggle", nameButton));
    const words = folded[0].previousElementSibling;
    if (words instanceof HTMLParagraphElement) words.append(button); else folded[0].before(button);
  };

  /* A chart that is wider than the window is scrolled, also by keyboard; one that fits is no stop. */
  const reachScrolled = () => document.querySelectorAll(".picture").forEach((box) => {
    if (box.scrollWidth > box.clientWidth) {
      box.tabIndex = 0;
      box.role = "group";
      box.ariaLabel = "Chart, wider than the window";
    } else {
      ["tabindex", "role", "aria-label"].forEach((name) => box.removeAttribute(name));
    }
  });

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelector(".running")?.append(make("colours", named(), turn));
    document.querySelectorAll("main table:not(.parameters, .facts, .key)").forEach(sortable);
    document.querySelectorAll(".parallax-behind").forEach(openTogether);
    addEventListener("resize", reachScrolled);
    addEventListener("load", reachScrolled);
    // Browsers open what a link leads into; older ones have to be helped.
    document.addEventListener("click", (event) => {
      const link = event.target.closest?.('a[href^="#"]');
      if (link) openAround(link.hash);
    });
    openAround(location.hash);
  });
})();
