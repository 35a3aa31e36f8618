"use strict";
const data = JSON.parse(document.getElementById("vikter-data").textContent);
const tools = document.getElementById("vikter");
const area = tools.querySelector("select");
const slider = tools.querySelector("input");
const shown = document.getElementById("vikt-text");
const table = document.getElementById("vikt-tabell");
const said = document.getElementById("vikt-antal");
const classes = JSON.parse(table.dataset.klasser);
const numbers = new Intl.NumberFormat("sv", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const first_rows = 15;
const place = (score) => {
  const at = data.granser.findIndex((limit) => score >= limit - 1e-6);
  return at < 0 ? data.granser.length : at;
};
const score = (ranks, weights) => 100 * ranks.reduce((sum, rank, at) => sum + rank * weights[at], 0);
const heads = [...table.tHead.rows[0].cells].map((head) => head.textContent);
const cell = (row, tag, text) => {
  const made = document.createElement(tag);
  made.dataset.l = heads[row.cells.length];
  made.textContent = text;
  if (tag === "th") made.scope = "row";
  row.append(made);
  return made;
};
const update = () => {
  const first = Number(slider.value) / 100;
  const weights = [first, 1 - first];
  shown.textContent = slider.value + " procent på den första delen, " + (100 - slider.value) + " på den andra.";
  const rows = data.omraden[area.value].map(([code, name, ranks, official]) => {
    const mine = score(ranks, weights);
    return { name, mine, own: place(mine), official, before: score(ranks, data.vikter) };
  });
  rows.sort((a, b) => (a.own === a.official) - (b.own === b.official) || b.mine - a.mine || a.name.localeCompare(b.name, "sv"));
  const body = document.createElement("tbody");
  const other = rows.filter((row) => row.own !== row.official).length;
  rows.forEach((row, at) => {
    const line = document.createElement("tr");
    if (at >= Math.max(other, first_rows)) line.className = "fler";
    cell(line, "th", row.name);
    cell(line, "td", numbers.format(row.mine));
    cell(line, "td", classes[row.own]).className = "ord";
    cell(line, "td", numbers.format(row.before));
    cell(line, "td", classes[row.official] + (row.official === row.own ? "" : " (annan)")).className = "ord";
    body.append(line);
  });
  table.tBodies[0].replaceWith(body);
  said.textContent = other + " av " + rows.length + " yrken får en annan klass än den officiella.";
};
tools.hidden = false;
for (const name of Object.keys(data.omraden)) area.add(new Option(name));
slider.value = String(Math.round(100 * data.vikter[0]));
area.addEventListener("change", update);
slider.addEventListener("input", update);
update();
