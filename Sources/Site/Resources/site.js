// Keeps the page up to date while it is looked at. Without this script everything is there, as of the last load.
"use strict";

(() => {
  const main = document.getElementById("main");
  const live = document.getElementById("live");
  const news = document.getElementById("news");
  if (!main || !live || !window.EventSource || document.querySelector(".failure")) return;

  // Times become "3 minutes ago"; the time itself is what is shown when one points at it.
  const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  const steps = [[60, "second"], [3600, "minute"], [86400, "hour"], [604800, "day"]];
  const sizes = { second: 1, minute: 60, hour: 3600, day: 86400 };

  function day(date) {
    const isThisYear = date.getUTCFullYear() === new Date().getUTCFullYear();
    return date.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: isThisYear ? undefined : "numeric", timeZone: "UTC" });
  }

  function tellTimes() {
    for (const time of document.querySelectorAll("time[datetime]")) {
      const seconds = (new Date(time.dateTime) - Date.now()) / 1000;
      const step = steps.find(([limit]) => Math.abs(seconds) < limit);
      if (!time.title) time.title = time.textContent + " UTC";
      const text = step ? words.format(Math.trunc(seconds / sizes[step[1]]), step[1]) : day(new Date(time.dateTime));
      if (time.textContent !== text) time.textContent = text;
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
    const fresh = page.getElementById("main");
    if (!fresh) return;
    const open = [...main.querySelectorAll("details[open]")].map((details) => details.id);
    const focused = place(document.activeElement);
    const scrolled = [...main.querySelectorAll(".scroll, .log")].map((box) => [box.scrollLeft, box.scrollTop]);
    const before = rows(main);
    main.replaceChildren(...fresh.childNodes);
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    [...main.querySelectorAll(".scroll, .log")].forEach((box, index) => {
      [box.scrollLeft, box.scrollTop] = scrolled[index] ?? [0, 0];
    });
    if (focused) [...main.querySelectorAll(focused[0])][focused[1]]?.focus({ preventScroll: true });
    const state = page.querySelector(".state");
    if (state) document.querySelector(".state")?.replaceWith(state);
    tellTimes();
    for (const [key, row] of rows(main)) {
      if (before.has(key) ? before.get(key).dataset.told !== row.dataset.told : before.size > 0) row.classList.add("fresh");
    }
  }

  // Rows that have a name, with what they say beside times; a row that says something else is shown to be new.
  function rows(root) {
    const found = new Map();
    for (const row of root.querySelectorAll("[data-key]")) {
      const copy = row.cloneNode(true);
      for (const time of copy.querySelectorAll("time, svg")) time.remove();
      row.dataset.told ??= copy.textContent;
      found.set(row.tagName + row.dataset.key, row);
    }
    return found;
  }

  // Where the focus is, so that it is there again after a change.
  function place(element) {
    if (!element || !main.contains(element) || element === main) return null;
    const href = element.getAttribute("href");
    const query = href ? `${element.tagName}[href="${CSS.escape(href)}"]` : element.tagName;
    return [query, [...main.querySelectorAll(query)].indexOf(element)];
  }

  // Many events at once are one change.
  let timer = 0;
  function later() {
    clearTimeout(timer);
    timer = setTimeout(refresh, 400);
  }

  const spoken = {
    "board.crowned": "takes the crown", "submission.judged": "has its verdict", "submission.refused": "is refused",
    "match.opened": "has a title match", "match.decided": "has fought its title match",
  };
  const kinds = [
    "submission.revealed", "submission.fetched", "submission.refused", "submission.queued", "submission.judged", "evaluation.started",
    "evaluation.requeued", "epoch.opened", "epoch.closed", "match.opened", "match.started", "match.decided", "match.inherited",
    "match.requeued", "board.crowned", "weights.set", "burn.switched", "commitment.malformed",
  ];
  function tell(event, words) {
    const ending = event.details?.outcome ?? event.details?.ending;
    news.textContent = `${event.subject} ${words}${ending ? ": " + ending : ""}.`;
  }

  const stream = new EventSource("/live");
  stream.onopen = () => { live.hidden = false; };
  stream.onerror = () => { live.hidden = true; };
  for (const kind of kinds) {
    stream.addEventListener(kind, (event) => {
      if (spoken[kind]) tell(JSON.parse(event.data), spoken[kind]);
      later();
    });
  }

  // Thresholds and payouts change with the chain's blocks, of which no event tells.
  setInterval(later, 60000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden && isStale) refresh(); });
  addEventListener("pagehide", () => stream.close());
  tellTimes();
  setInterval(tellTimes, 20000);
})();
