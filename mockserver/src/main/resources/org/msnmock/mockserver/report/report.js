"use strict";
{
  const byId = (id) => document.getElementById(id);
  const form = byId("filter");

  // The case that an address names is opened, and gets the focus.
  const reveal = () => {
    const part = location.hash ? byId(location.hash.slice(1)) : null;
    const fold = part?.matches(".case") ? part.querySelector("details") : null;
    if (fold) {
      fold.open = true;
      fold.querySelector("summary").focus({ preventScroll: true });
      part.scrollIntoView();
    }
  };
  addEventListener("hashchange", reveal);
  reveal();

  if (form) {
    const words = byId("words");
    const boxes = Array.from(form.querySelectorAll("[type=checkbox][value]"));
    const differs = byId("differs");
    const rows = Array.from(document.querySelectorAll(".overview tbody tr"), (row) => ({
      row,
      parts: [],
      text: null,
    }));
    for (const part of document.querySelectorAll(".case")) {
      rows[part.dataset.row - 1].parts.push(part);
    }

    // The text of a case is taken when somebody searches for the first time.
    const has = (one, wanted) => {
      one.text ??= [one.row, ...one.parts].map((e) => e.textContent).join(" ").toLowerCase();
      return wanted.every((word) => one.text.includes(word));
    };

    const filter = () => {
      const verdicts = boxes.filter((box) => box.checked).map((box) => box.value);
      const isWanted = (part) => verdicts.includes(part.dataset.verdict);
      const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const one of rows) {
        const fits =
          one.parts.some(isWanted) &&
          (!differs?.checked || one.row.dataset.differs === "yes") &&
          has(one, wanted);
        one.row.hidden = !fits;
        one.parts.forEach((part) => (part.hidden = !fits || !isWanted(part)));
        shown += fits ? 1 : 0;
      }
      byId("shown").value = shown + " of " + rows.length + " cases shown";
    };

    let waiting = 0;
    const soon = () => {
      clearTimeout(waiting);
      waiting = setTimeout(filter, 80);
    };

    const fold = (open) => () => {
      for (const part of rows.flatMap((one) => one.parts)) {
        const details = part.querySelector("details");
        if (details) {
          details.open = part.hidden ? details.open : open;
        }
      }
    };

    form.addEventListener("input", soon);
    form.addEventListener("submit", (event) => event.preventDefault());
    byId("open").addEventListener("click", fold(true));
    byId("close").addEventListener("click", fold(false));
    form.hidden = false;
    filter();
  }
}
