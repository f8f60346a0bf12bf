/* The form of an inspection: of the four official lists of contents show the one that applies to each subject.
   Without this file all four are shown, and the server says which one applies. */
"use strict";

const SUPERVISIONS = ["thematic", "routine"];

function listFor(row, activity) {
  if (!row.querySelector("[name$='-member']").value.trim()) return "TC";
  if (activity === "compliance") return "ĐV";
  return SUPERVISIONS.includes(activity) ? "GS" : "VP";
}

function showContents(row) {
  const list = listFor(row, document.querySelector("[name=activity]").value);
  for (const box of row.querySelectorAll("[name$='-contents']")) {
    const applies = box.value.startsWith(list) || box.checked;
    (box.closest("label.check") || box.closest("label")).hidden = !applies;
  }
}

document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form[data-save-keys]");
  const refresh = () => form.querySelectorAll(".formset-row").forEach(showContents);
  form.addEventListener("change", refresh);
  form.addEventListener("toggle", refresh, true);
  new MutationObserver(refresh).observe(form.querySelector("[data-rows]"), { childList: true });
  refresh();
});
