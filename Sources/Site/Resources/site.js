// Keeps the page up to date while it is looked at. Without this script everything is there, as of the last load.
"use strict";

(() => {
  const main = document.getElementById("main");
  const live = document.getElementById("live");
  const news = document.getElementById("news");
  if (!main || !live || !window.EventSource || document.querySelector(".failure")) return;

  // Times become "3 min ago"; the time itself is what is shown when one points at it.
  const words = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });
  const steps = [[60, "second"], [3600, "minute"], [86400, "hour"], [604800, "day"]];
  const sizes = { second: 1, minute: 60, hour: 3600, day: 86400 };

  function tellTimes() {
    for (const time of document.querySelectorAll("time[datetime]")) {
      const seconds = (new Date(time.dateTime) - Date.now()) / 1000;
      const step = steps.find(([limit]) => Math.abs(seconds) < limit);
      if (!time.title) time.title = time.textContent + " UTC";
      if (step) time.textContent = words.format(Math.trunc(seconds / sizes[step[1]]), step[1]);
      else time.textContent = time.title.slice(0, 10);
    }
  }

  // The page is asked for again as a whole, and what is in it takes the place of what was there.
  let isBusy = false;
  let isStale = false;

  async function refresh() {
    if (document.hidden || isBusy) { isStale = true; return; }
    isBusy = true;
    isStale = false;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (answer.ok) replace(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch { /* The stream says when the site is back. */ }
    isBusy = false;
    if (isStale) later();
  }

  function replace(page) {
    const open = [...main.querySelectorAll("details[open]")].map((details) => details.id);
    const focused = document.activeElement?.closest("main") ? document.activeElement.getAttribute("href") : null;
    const fresh = page.getElementById("main");
    if (!fresh) return;
    main.replaceChildren(...fresh.childNodes);
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    if (focused) [...main.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus({ preventScroll: true });
    const state = page.querySelector(".state");
    if (state) document.querySelector(".state")?.replaceWith(state);
    tellTimes();
  }

  // Many events at once are one change.
  let timer = 0;
  function later() {
    clearTimeout(timer);
    timer = setTimeout(refresh, 400);
  }

  const spoken = { "board.crowned": "There is a new champion.", "submission.judged": "A submission has its verdict." };
  const kinds = [
    "submission.revealed", "submission.fetched", "submission.refused", "submission.queued", "submission.judged", "evaluation.started",
    "evaluation.requeued", "epoch.opened", "epoch.closed", "match.opened", "match.started", "match.decided", "match.inherited",
    "board.crowned", "weights.set", "burn.switched",
  ];
  const stream = new EventSource("/live");
  stream.onopen = () => { live.hidden = false; };
  stream.onerror = () => { live.hidden = true; };
  for (const kind of kinds) {
    stream.addEventListener(kind, () => {
      if (spoken[kind]) news.textContent = spoken[kind];
      later();
    });
  }

  document.addEventListener("visibilitychange", () => { if (!document.hidden && isStale) refresh(); });
  addEventListener("pagehide", () => stream.close());
  tellTimes();
  setInterval(tellTimes, 20000);
})();
