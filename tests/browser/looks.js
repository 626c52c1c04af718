// SPDX-FileCopyrightText: Doorleren contributors
// SPDX-License-Identifier: EUPL-1.2
// What an eye would notice on the page as it is drawn now: each list holds what is wrong, empty is right.
() => {
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const box = (element) => element.getBoundingClientRect();
  const name = (element) =>
    `${element.tagName.toLowerCase()}${element.id ? "#" + element.id : ""}.${[...element.classList].join(".")} ` +
    `«${(element.innerText || element.value || "").trim().replace(/\s+/g, " ").slice(0, 40)}»`;
  const seen = (element) => {
    const { width, height } = box(element);
    return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  };
  // What only a screen reader says, and what may be moved sideways on its own (a table of data).
  const aside = (element) =>
    element.closest(".doorleren-only-heard, .utrecht-skip-link") ||
    [...ancestors(element)].some((parent) => /auto|scroll/.test(getComputedStyle(parent).overflowX));
  function* ancestors(element) {
    for (let parent = element.parentElement; parent && parent !== document.body; parent = parent.parentElement) yield parent;
  }
  const all = [...document.body.querySelectorAll("*")].filter((element) => seen(element) && !aside(element));
  const width = document.documentElement.clientWidth;

  const sticking_out = all
    .filter((element) => box(element).right > width + 1 || box(element).left < -1)
    .map((element) => `${name(element)} from ${Math.round(box(element).left)} to ${Math.round(box(element).right)} of ${width}`);

  const canvas = document.createElement("canvas").getContext("2d");
  const chosen_text_fits = (select) => {
    const style = getComputedStyle(select);
    canvas.font = style.font;
    const room = select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    return canvas.measureText(select.selectedOptions[0]?.text ?? "").width <= room + 1;
  };
  const cut_off = all
    .filter((element) => {
      const style = getComputedStyle(element);
      if (element.matches("select")) return !chosen_text_fits(element);
      if (element.matches("input")) return false; // what somebody typed may be longer than its field
      const hides = /hidden|clip/.test(style.overflowX + style.overflowY) || style.textOverflow === "ellipsis";
      return hides && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
    })
    .map(name);

  // Lines of text, a little less high than they are drawn, as letters seldom fill their line. A watermark lies behind.
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || !seen(parent) || aside(parent) || parent.closest("option, datalist, .doorleren-drawing__watermark")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const { left, right, top, bottom } of range.getClientRects()) {
      const less = (bottom - top) * 0.25;
      if (right - left > 2) lines.push({ node, left, right, top: top + less, bottom: bottom - less });
    }
  }
  lines.sort((a, b) => a.top - b.top);
  const text_over_text = [];
  lines.forEach((line, n) => {
    for (let m = n + 1; m < lines.length && lines[m].top < line.bottom; m++) {
      const other = lines[m];
      if (other.node !== line.node && other.left < line.right - 2 && other.right > line.left + 2) {
        text_over_text.push(`«${line.node.data.trim().slice(0, 40)}» and «${other.node.data.trim().slice(0, 40)}»`);
      }
    }
  });

  const controls = all.filter((element) => element.matches(CONTROLS));
  const overlap = (a, b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  const parts = controls.map((element) => [element, [...element.getClientRects()]]);
  const controls_overlap = [];
  parts.forEach(([one, rects], n) => {
    for (const [other, others] of parts.slice(n + 1)) {
      if (one.contains(other) || other.contains(one)) continue;
      if (rects.some((a) => others.some((b) => overlap(a, b)))) controls_overlap.push(`${name(one)} and ${name(other)}`);
    }
  });

  // A link inside a sentence has the size of its line; a tick box is as large as the words that belong to it.
  const in_sentence = (link) => {
    const around = link.closest("p, li, dd, dt, cite, td")?.innerText.trim() ?? "";
    return link.matches("a") && getComputedStyle(link).display === "inline" && around.length > (link.innerText ?? link.textContent).trim().length;
  };
  const target = (element) => {
    const rects = [box(element), ...[...(element.labels ?? [])].map(box)];
    return {
      wide: Math.max(...rects.map((r) => r.right)) - Math.min(...rects.map((r) => r.left)),
      high: Math.max(...rects.map((r) => r.bottom)) - Math.min(...rects.map((r) => r.top)),
    };
  };
  const targets = controls.map((element) => ({ name: name(element), inside: in_sentence(element), ...target(element) }));

  return {
    width,
    scroll_width: document.scrollingElement.scrollWidth,
    sticking_out,
    cut_off,
    text_over_text,
    controls_overlap,
    targets,
    root_font: getComputedStyle(document.documentElement).fontSize,
  };
}
