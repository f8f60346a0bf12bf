/* The page of a background job: its progress is fetched anew every two seconds, and when it is over the page is.
   Without this file the link "Cập nhật" does it. */
"use strict";

const part = document.querySelector("[data-job]");

async function look() {
  if (document.hidden) return;
  try {
    const answer = await fetch(part.dataset.job, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) { location.reload(); return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.querySelector("[data-moving]")) { location.reload(); return; }
    part.replaceChildren(...page.body.childNodes);
  } catch { /* the server is away: ask again */ }
}

setInterval(look, 2000);
