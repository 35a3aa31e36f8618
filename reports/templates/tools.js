"use strict";
const words = (text) => text.toLocaleLowerCase("sv").normalize("NFD").replace(/\p{M}/gu, "").match(/[\p{L}\p{N}]+/gu) || [];
const number = (text) => (/^[+−\d\s,]+/.exec(text) || [""])[0].replace(/\s/g, "").replace("−", "-").replace(",", ".");
for (const tools of document.querySelectorAll(".verktyg")) {
  const table = document.getElementById(tools.dataset.for);
  const body = table.tBodies[0];
  const first = [...body.rows];
  const limit = Number(table.dataset.first);
  const what = table.dataset.vad;
  const every = table.closest(".rader").querySelector(".alla");
  const said = tools.parentElement.querySelector("[data-antal]");
  const search = tools.querySelector("[data-sok]");
  const filters = [...tools.querySelectorAll("[data-filter]")];
  const order = tools.querySelector("[data-ordning]");
  const heads = [...table.tHead.rows[0].cells];
  const known = new Map(first.map((row) => [row, words(row.cells[0].textContent + " " + (row.dataset.s || ""))]));
  let rows = first;
  const update = () => {
    const wanted = words(search.value);
    const found = rows.filter((row) =>
      wanted.every((typed) => known.get(row).some((word) => word.startsWith(typed))) &&
      filters.every((f) => !f.value || row.dataset[f.dataset.filter].split("|").includes(f.value)));
    const cut = wanted.length || filters.some((f) => f.value) ? found.length : limit;
    for (const row of rows) row.hidden = true;
    found.forEach((row, at) => {
      row.hidden = false;
      row.classList.toggle("fler", at >= cut);
    });
    body.append(...rows);
    const all = every && every.checked;
    said.textContent = "Visar " + (all ? found.length : Math.min(cut, found.length)) + " av " + rows.length + " " + what + ".";
  };
  const sort = (at, up) => {
    rows = [...first];
    heads.forEach((head, place) => {
      if (place === at) head.setAttribute("aria-sort", up ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    });
    if (at >= 0) {
      const value = (row) => row.cells[at].dataset.v ?? number(row.cells[at].textContent);
      rows.sort((a, b) => {
        const x = value(a), y = value(b);
        if (x === "" || y === "") return (x === "") - (y === "");
        return up ? x - y : y - x;
      });
    }
    if (order) order.value = at >= 0 ? String(at) : "";
    update();
  };
  heads.forEach((head, at) => {
    if (!("k" in head.dataset)) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sort(at, head.getAttribute("aria-sort") === "descending"));
    if (order) order.add(new Option(head.firstChild.firstChild.textContent, String(at)));
  });
  search.addEventListener("input", update);
  filters.forEach((f) => f.addEventListener("change", update));
  if (order) order.addEventListener("change", () => sort(order.value === "" ? -1 : Number(order.value), false));
  if (every) every.addEventListener("change", update);
  tools.hidden = false;
  update();
}
const asked = location.hash && document.getElementById(location.hash.slice(1));
if (asked && asked.closest("details")) asked.closest("details").open = true;
