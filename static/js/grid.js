/* The grid of ratings: Enter goes to the same box of the next line, and a column copied from Excel goes down the lines.
   Without this file the box "Dán cột mức xếp loại" does the same. */
"use strict";

const GRID = "[data-grid]";
const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").trim().toLowerCase();

function below(box) {
  const boxes = [...document.querySelectorAll(`[data-grid="${box.dataset.grid}"]`)];
  return boxes.slice(boxes.indexOf(box));
}

function put(box, text) {
  if (box.tagName !== "SELECT") { box.value = text; return true; }
  const short = (label) => plain(label).replace(/ nhiem vu$/, "");
  const found = [...box.options].find((one) => one.value && short(one.text) === short(text));
  if (found) box.value = found.value;
  return Boolean(found);
}

function told(faults) {
  const line = document.getElementById("paste-fault");
  line.hidden = faults.length === 0;
  line.textContent = faults.length ? "Không rõ mức xếp loại: " + faults.slice(0, 5).join("; ") + ". Các dòng này giữ nguyên." : "";
}

document.addEventListener("paste", (event) => {
  const box = document.activeElement?.closest?.(GRID);
  const text = event.clipboardData?.getData("text") ?? "";
  if (!box || (box.tagName !== "SELECT" && !/[\r\n]/.test(text.trim()))) return;
  event.preventDefault();
  const lines = text.replace(/\r/g, "").replace(/\n$/, "").split("\n");
  const boxes = below(box), faults = [];
  lines.forEach((line, i) => {
    if (i >= boxes.length) { if (line.trim()) faults.push(`dòng ${i + 1} thừa`); return; }
    const value = line.split("\t").at(-1).trim();
    if (value && !put(boxes[i], value)) faults.push(`dòng ${i + 1} “${value.slice(0, 40)}”`);
  });
  told(faults);
});

document.addEventListener("keydown", (event) => {
  const box = event.target.closest?.(GRID);
  if (!box || event.key !== "Enter" || event.ctrlKey || event.metaKey || event.isComposing) return;
  event.preventDefault();
  below(box)[1]?.focus();
});
