/* Pages work without this file; it saves keys. */
"use strict";

/* ---- type-ahead: WAI-ARIA combobox over an ordinary text box.
   With data-leads its suggestions are pages to go to; Enter with none marked sends the form as ever. ---- */
function lookup(input) {
  const list = document.createElement("ul");
  const box = document.createElement("div");
  const status = document.createElement("span");
  const leads = "leads" in input.dataset;
  let options = [], items = [], active = -1, timer = 0, asked = "", answered = "", hurried = false, composing = false;
  list.id = input.id + "_list";
  list.className = "lookup-list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Gợi ý");
  list.hidden = true;
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  box.className = "lookup";
  input.replaceWith(box);
  box.append(input, list, status);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list",
  })) input.setAttribute(name, value);

  function close() {
    list.hidden = true;
    active = -1;
    hurried = false;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  const mark_of = input.dataset.several;
  const before = () => (mark_of ? input.value.slice(0, input.value.lastIndexOf(mark_of) + 1) : "");
  const last = () => input.value.slice(before().length).trim();
  function choose(index) {
    if (leads) { location.assign(options[index].url); return; }
    const kept = before();
    input.value = (kept ? kept + " " : "") + options[index].value + (mark_of ? mark_of + " " : "");
    asked = answered = last();
    close();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  function mark(index) {
    active = (index + options.length) % options.length;
    items.forEach((item, i) => item.setAttribute("aria-selected", String(i === active)));
    input.setAttribute("aria-activedescendant", items[active].id);
    items[active].scrollIntoView({ block: "nearest" });
  }
  function heads(i) { /* the name of a kind, above its first suggestion */
    if (!options[i].group || options[i].group === options[i - 1]?.group) return null;
    const head = document.createElement("li");
    head.setAttribute("role", "presentation");
    head.className = "lookup-group";
    head.textContent = options[i].group;
    return head;
  }
  /* Until all that was typed is answered none is taken: what stands there is what fewer letters found. */
  const waits = () => last() !== answered && last().length > 1;
  const tell = () => list.setAttribute("aria-busy", String(waits()));
  function show(results) {
    options = results;
    items = results.map((result, i) => {
      const item = document.createElement("li");
      item.id = list.id + "_" + i;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.textContent = result.value;
      if (result.detail) {
        const small = document.createElement("small");
        small.textContent = result.detail;
        item.append(small);
      }
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); choose(i); });
      return item;
    });
    list.replaceChildren(...items.flatMap((item, i) => (heads(i) ? [heads(i), item] : [item])));
    list.hidden = results.length === 0;
    input.setAttribute("aria-expanded", String(results.length > 0));
    input.removeAttribute("aria-activedescendant");
    active = -1;
    status.textContent = results.length ? results.length + " gợi ý" : "Không có gợi ý";
    if (results.length && !leads) mark(0);
    if (hurried && results.length) choose(0);
    hurried = false;
  }
  async function ask() {
    const typed = last();
    if (typed === asked) return;
    asked = typed;
    const found = typed.length < 2 ? null : await suggested(typed);
    if (typed !== asked) return;
    answered = typed;
    tell();
    if (found && document.activeElement === input) show(found.results); else close();
  }
  async function suggested(typed) { /* null where there is no answer */
    try {
      const answer = await fetch(input.dataset.lookup + "?q=" + encodeURIComponent(typed), { headers: { Accept: "application/json" } });
      return answer.ok ? await answer.json() : null;
    } catch { return null; }
  }
  answered = last();
  const later = () => { clearTimeout(timer); timer = setTimeout(ask, 120); };

  input.addEventListener("input", () => { hurried = false; tell(); later(); });
  input.addEventListener("compositionstart", () => { composing = true; });
  input.addEventListener("compositionend", () => { composing = false; later(); });
  input.addEventListener("blur", () => setTimeout(close, 100));
  input.addEventListener("keydown", (event) => {
    if (composing || event.isComposing) return;
    const enters = event.key === "Enter" && !event.ctrlKey;
    if (enters && waits() && !leads) { event.preventDefault(); hurried = true; return; }
    if (event.key === "ArrowDown" && list.hidden) { asked = ""; ask(); return; }
    if (list.hidden) return;
    if (event.key === "ArrowDown") { event.preventDefault(); mark(active + 1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); mark(Math.max(active, 0) - 1); }
    else if (enters && (active >= 0 || !leads)) { event.preventDefault(); if (active >= 0) choose(active); }
    else if (event.key === "Tab" && active >= 0 && !leads && !waits()) choose(active);
    else if (event.key === "Escape") { event.stopPropagation(); close(); }
  });
}

/* ---- rows of a form: "Thêm dòng" without going to the server ---- */
function formset(section) {
  const template = section.querySelector("template");
  const rows = section.querySelector("[data-rows]");
  const total = section.querySelector("[name$='-TOTAL_FORMS']");
  section.querySelector("[data-add-row]").addEventListener("click", (event) => {
    event.preventDefault();
    const holder = document.createElement("div");
    holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
    const row = holder.firstElementChild;
    rows.append(row);
    total.value = String(Number(total.value) + 1);
    enhance(row);
    row.querySelector("input:not([type=hidden]), select, textarea").focus();
  });
}

function enhance(root) {
  root.querySelectorAll("input[data-lookup]").forEach(lookup);
}

document.addEventListener("DOMContentLoaded", () => {
  enhance(document);
  document.querySelectorAll("[data-formset]").forEach(formset);
  document.querySelector("[data-focus]")?.focus();
});

/* "/" goes to the search, but is a letter inside a field. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  const box = document.getElementById("search-box");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

/* Ctrl+Enter saves; a form is sent once. */
document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-save-keys]");
  if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit(form.querySelector("button[type=submit].primary"));
  }
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || "again" in form.dataset) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach((form) => delete form.dataset.sent));

/* Open menus close with Escape or a click elsewhere; a folded list of boxes tells what was chosen. */
const FOLDED = "details.menu[open], details.choices[open]";
document.addEventListener("click", (event) => {
  document.querySelectorAll(FOLDED).forEach((one) => { if (!one.contains(event.target)) one.open = false; });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelectorAll(FOLDED).forEach((one) => { one.open = false; one.querySelector("summary").focus(); });
});
document.addEventListener("change", (event) => {
  const group = event.target.closest?.("details.choices");
  if (!group) return;
  const chosen = [...group.querySelectorAll("input:checked")].map((box) => box.parentElement.textContent.trim());
  group.querySelector("summary span").textContent =
    chosen.length === 0 ? "Tất cả" : chosen.length === 1 ? chosen[0] : chosen.length + " lựa chọn";
});

/* A form that takes long says so, with a moving bar; a button prints the page. */
document.addEventListener("submit", (event) => {
  const words = event.target.dataset.wait;
  if (!words || event.defaultPrevented) return;
  const line = document.createElement("p");
  line.className = "alert";
  line.setAttribute("role", "status");
  const since = Date.now(), seconds = document.createElement("span");
  seconds.className = "muted";
  seconds.setAttribute("aria-hidden", "true");
  line.append(document.createElement("progress"), " " + words + " ", seconds);
  line.firstChild.setAttribute("aria-label", "Đang xử lý");
  event.target.append(line);
  line.scrollIntoView({ block: "nearest" });
  setInterval(() => { seconds.textContent = "Đã " + Math.round((Date.now() - since) / 1000) + " giây."; }, 1000);
});
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-print]")) window.print();
});
