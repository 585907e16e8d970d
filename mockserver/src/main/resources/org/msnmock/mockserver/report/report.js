"use strict";
{
  const byId = (id) => document.getElementById(id);
  const form = byId("filter");

  // What an address names is opened, and gets the focus.
  const reveal = () => {
    const part = location.hash ? byId(location.hash.slice(1)) : null;
    const fold = part ? part.querySelector("details") : null;
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
    const boxes = Array.from(form.querySelectorAll("[type=checkbox]"));
    const rows = document.querySelectorAll(".overview tbody tr");
    const cases = Array.from(document.querySelectorAll(".case"), (part, i) => ({
      part,
      row: rows[i],
      text: null,
    }));

    // The text of a part is taken when somebody searches for the first time.
    const has = (one, wanted) => {
      one.text ??= (one.row.textContent + " " + one.part.textContent).toLowerCase();
      return wanted.every((word) => one.text.includes(word));
    };

    const filter = () => {
      const verdicts = boxes.filter((box) => box.checked).map((box) => box.value);
      const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const one of cases) {
        const fits = verdicts.includes(one.part.dataset.verdict) ? has(one, wanted) : false;
        one.part.hidden = one.row.hidden = !fits;
        shown += fits ? 1 : 0;
      }
      byId("shown").value = shown + " of " + cases.length + " cases shown";
    };

    let waiting = 0;
    const soon = () => {
      clearTimeout(waiting);
      waiting = setTimeout(filter, 80);
    };

    const fold = (open) => () => {
      for (const one of cases) {
        const details = one.part.querySelector("details");
        if (details) {
          details.open = one.part.hidden ? details.open : open;
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
