/* The tree of organizations: branches are fetched when they are opened, and arrow keys walk through it.
   Without this file a branch not on the page has a page of its own. */
"use strict";

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(String(answer.status));
  const holder = document.createElement("ul");
  holder.innerHTML = await answer.text();
  return [...holder.children];
}

async function open_branch(fold) {
  const address = fold.dataset.branch;
  delete fold.dataset.branch;
  try {
    const list = fold.querySelector("ul"), items = await fetched(address), here = list.contains(document.activeElement);
    list.replaceChildren(...items);
    if (here) items[0]?.querySelector("a").focus();
  } catch { /* the link to the branch's own page stays */ }
}

async function show_rest(link) {
  const item = link.closest("li");
  try {
    const items = await fetched(link.href + "&part=1");
    item.replaceWith(...items);
    items[0]?.querySelector("a")?.focus();
  } catch { location.assign(link.href); }
}

function tree(root) {
  root.addEventListener("toggle", (event) => {
    if (event.target.open && event.target.dataset.branch) open_branch(event.target);
  }, true);
  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-rest]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show_rest(link);
  });

  const names = () => [...root.querySelectorAll("li > a")].filter((link) => link.checkVisibility?.() ?? link.offsetParent);
  const fold_of = (item) => item.querySelector(":scope > details");
  root.addEventListener("keydown", (event) => {
    const item = event.target.closest("li");
    if (!item || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const all = names(), here = all.indexOf(item.querySelector(":scope > a")), fold = fold_of(item);
    let next = null;
    if (event.key === "ArrowDown") next = all[here + 1];
    else if (event.key === "ArrowUp") next = all[here - 1];
    else if (event.key === "Home") next = all[0];
    else if (event.key === "End") next = all.at(-1);
    else if (event.key === "ArrowRight") { if (fold && fold.open) next = all[here + 1]; else if (fold) fold.open = true; }
    else if (event.key === "ArrowLeft") {
      if (fold?.open) fold.open = false;
      else next = item.parentElement.closest("li")?.querySelector(":scope > a");
    } else return;
    event.preventDefault();
    next?.focus();
  });
}

document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-tree]").forEach(tree));
