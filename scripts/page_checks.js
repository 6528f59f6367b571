// What can be measured about a page: width, contrast, names, headings, landmarks, tables, sizes. Returns sentences.
(() => {
  const problems = [];
  const words = (element) => `${element.tagName.toLowerCase()}.${element.className?.baseVal ?? element.className} "${element.textContent.trim().slice(0, 40)}"`;
  const all = (query) => [...document.querySelectorAll(query)];
  const say = (text, element) => problems.push(element ? `${text}: ${words(element)}` : text);

  // The page itself never moves sideways.
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) say(`${wide} points wider than the window`);

  // Text against what is behind it, 4.5 to 1.
  const channel = (value) => { value /= 255; return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4; };
  const rgb = (text) => (text.match(/[\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const behind = (element) => {
    for (; element; element = element.parentElement) {
      const colour = rgb(getComputedStyle(element).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const ratio = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || element.closest(".unseen, .skip, script, title")) continue;
    const isDrawn = element.closest("svg");
    const style = getComputedStyle(element);
    const found = ratio(light(rgb(isDrawn ? style.fill : style.color)), light(behind(isDrawn ? isDrawn.parentElement : element)));
    if (found < 4.5) say(`contrast ${found.toFixed(2)}`, element);
  }
  // Lines and dots that mean something, 3 to 1.
  for (const element of all("circle, line.best, line.goal, rect")) {
    const style = getComputedStyle(element);
    const colour = element.tagName === "line" || style.fill === "none" ? style.stroke : style.fill;
    const strokes = ratio(light(rgb(style.stroke)), light(behind(element.closest("svg").parentElement)));
    const found = Math.max(ratio(light(rgb(colour)), light(behind(element.closest("svg").parentElement))), style.stroke === "none" ? 0 : strokes);
    if (found < 3) say(`contrast of a drawing ${found.toFixed(2)}`, element);
  }

  if (document.documentElement.lang !== "en") say("no language");
  if (!document.title) say("no title");
  for (const [query, count] of [["main", 1], ["h1", 1], ["body > header", 1], ["body > footer", 1]]) {
    if (all(query).length !== count) say(`${all(query).length} of ${query}`);
  }
  let level = 0;
  for (const heading of all("h1, h2, h3, h4, h5, h6")) {
    const next = Number(heading.tagName[1]);
    if (next > level + 1) say(`h${next} after h${level}`, heading);
    level = next;
  }
  for (const nav of all("nav, [role=region], section:not(.head, .failure)")) {
    const label = nav.getAttribute("aria-label") || document.getElementById(nav.getAttribute("aria-labelledby"))?.textContent;
    if (!label?.trim()) say("a part without a name", nav);
  }
  if (!all("[role=status], [aria-live]").length) say("nothing tells of changes");
  const skip = document.querySelector("a.skip");
  if (!skip || document.querySelector("a") !== skip || !document.querySelector(skip.getAttribute("href"))) say("no way past the navigation");
  for (const table of all("table")) {
    if (table.closest(".code")) continue;
    for (const head of table.querySelectorAll("thead th")) {
      if (head.scope !== "col") say("a head of a column without scope", head);
      if (!head.textContent.trim()) say("a head of a column without words", head);
    }
    for (const head of table.querySelectorAll("tbody th")) if (head.scope !== "row") say("a head of a row without scope", head);
  }
  for (const box of all("*")) {
    const style = getComputedStyle(box);
    if (!/auto|scroll/.test(style.overflowX) || box.scrollWidth <= box.clientWidth + 1 || box === document.documentElement || box === document.body) continue;
    if (box.tabIndex < 0) say("can be moved by finger only", box);
  }
  const ids = all("[id]").map((element) => element.id);
  for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index))) say(`the id ${id} twice`);

  // 24 points in both directions, or as much room around: a circle of that size touches no other one's.
  const targets = all("a[href], button, summary").filter((element) => !element.closest(".skip") && element.getClientRects().length);
  const circles = targets.map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { element, x: x + width / 2, y: y + height / 2, isLarge: width >= 24 && height >= 24 };
  });
  circles.forEach((one, index) => {
    if (one.isLarge || one.element.closest("p, dd")) return;
    const near = circles.find((other, place) => place !== index && Math.hypot(one.x - other.x, one.y - other.y) < 24);
    if (near) say("too near to another target", one.element);
  });
  // Nothing that a stranger wrote has become part of the page, or passes as what it is not.
  if (document.title.includes("owned")) say("a script of a stranger has run");
  if (all("img, iframe, object, embed, form, script:not([src^='/assets/'])").length) say("an element that no page of ours has");
  const unseen = document.documentElement.outerHTML.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/);
  if (unseen) say(`a character that cannot be seen: ${unseen[0].codePointAt(0).toString(16)}`);
  return problems;
})()
