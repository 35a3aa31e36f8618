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
