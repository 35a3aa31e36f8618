"use strict";
const box = document.querySelector(".sok");
const field = document.getElementById("sok");
const count = document.getElementById("antal");
const rows = [...document.querySelectorAll("#yrken > details")];
box.hidden = false;
field.addEventListener("input", () => {
  const wanted = field.value.trim().toLocaleLowerCase("sv");
  let shown = 0;
  for (const row of rows) {
    row.hidden = !row.firstElementChild.textContent.toLocaleLowerCase("sv").includes(wanted);
    shown += row.hidden ? 0 : 1;
  }
  count.textContent = "Visar " + shown + " av " + rows.length + " yrken.";
});
const openChosen = () => {
  const chosen = document.getElementById(location.hash.slice(1));
  if (rows.includes(chosen)) {
    chosen.hidden = false;
    chosen.open = true;
    chosen.scrollIntoView();
  }
};
addEventListener("hashchange", openChosen);
openChosen();
