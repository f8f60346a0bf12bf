/* The form of an inspection: under the box of content codes a list to tick, the one of the four official lists that
   applies to the subject and the activity. Without this file the codes are typed; the table below the form names them. */
"use strict";

const SUPERVISIONS = ["thematic", "routine"];

function prefixFor(row, activity) {
  if (!row.querySelector("[name$='-member']").value.trim()) return "TC";
  if (activity === "compliance") return "ĐV";
  return SUPERVISIONS.includes(activity) ? "GS" : "VP";
}

function codesIn(input) {
  return input.value.toUpperCase().split(/[;,]/).map((code) => code.trim().replace(/^DV/, "ĐV")).filter(Boolean);
}

function check(input, code, label) {
  const line = document.createElement("label");
  const box = document.createElement("input");
  const words = document.createElement("span");
  line.className = "check";
  box.type = "checkbox";
  box.checked = codesIn(input).includes(code);
  box.addEventListener("change", () => {
    const others = codesIn(input).filter((one) => one !== code);
    input.value = (box.checked ? [...others, code] : others).join("; ");
  });
  words.textContent = label;
  line.append(box, words);
  return line;
}

function picker(input) {
  const fold = document.createElement("details");
  const summary = document.createElement("summary");
  const body = document.createElement("div");
  fold.className = "choices pick";
  summary.textContent = "Chọn từ danh sách";
  body.className = "choices-body";
  fold.append(summary, body);
  input.after(fold);
  fold.addEventListener("change", (event) => event.stopPropagation());
  fold.addEventListener("toggle", () => {
    const prefix = prefixFor(input.closest(".formset-row"), document.querySelector("[name=activity]").value);
    const lines = [...document.querySelectorAll("#content-codes [data-code^='" + prefix + "']")];
    body.replaceChildren(...lines.map((line) => check(input, line.dataset.code, line.textContent)));
  });
}

function addPickers() {
  document.querySelectorAll("input[data-contents]:not([data-picked])").forEach((input) => {
    input.dataset.picked = "";
    picker(input);
  });
}

document.addEventListener("DOMContentLoaded", () => {
  addPickers();
  new MutationObserver(addPickers).observe(document.querySelector("[data-rows]"), { childList: true });
});
