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

  const asked = byId("requirement-filter");
  if (asked) {
    const words = byId("requirement-words");
    const boxes = Array.from(asked.querySelectorAll("[type=checkbox]"));
    const subjects = Array.from(document.querySelectorAll(".subject"), (part) => ({
      part,
      rows: Array.from(part.querySelectorAll("tbody tr"), (row) => ({
        row,
        states: row.dataset.states.split(" "),
        text: row.textContent.toLowerCase(),
      })),
    }));
    const filter = () => {
      const states = boxes.filter((box) => box.checked).map((box) => box.value);
      const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
      const isNarrow = wanted.length > 0 || states.length < boxes.length;
      let shown = 0;
      let all = 0;
      for (const subject of subjects) {
        let fitting = 0;
        for (const one of subject.rows) {
          const fits =
            one.states.some((state) => states.includes(state)) &&
            wanted.every((word) => one.text.includes(word));
          one.row.hidden = !fits;
          fitting += fits ? 1 : 0;
        }
        subject.part.hidden = fitting === 0;
        subject.part.open = isNarrow;
        shown += fitting;
        all += subject.rows.length;
      }
      byId("requirements-shown").value = shown + " of " + all + " requirements shown";
    };
    asked.addEventListener("input", filter);
    asked.addEventListener("submit", (event) => event.preventDefault());
    asked.hidden = false;
    filter();
  }
}
