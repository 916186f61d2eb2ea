// What is wrong with the look of a page, as sentences: too small to be hit with a thumb, sticking out, or hard to read.
() => {
  const TOUCH = 40;
  const CONTRAST = 4.5; // WCAG 2.2, level AA, for text of normal size
  const seen = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const name = (node) => node.dataset.testid ?? (node.className || node.localName);

  function* around(node) {
    for (let one = node; one; one = one.parentElement) yield one;
  }

  function tooSmall() {
    const targets = [...document.querySelectorAll("button, a[href], input, select, textarea, summary, [role=option]")];
    const withinText = (node) => node.localName === "a" && node.closest(".words, .blocks p, .blocks li, .context");
    return targets
      .filter((node) => seen(node) && !withinText(node) && !node.matches(".skip"))
      .map((node) => [node, (node.closest("label.mark, .step label") ?? node).getBoundingClientRect()])
      .filter(([, box]) => box.width && Math.min(box.width, box.height) < TOUCH)
      .map(([node, box]) => `${name(node)} is ${Math.round(box.width)} × ${Math.round(box.height)}`);
  }

  function stickingOut() {
    const clipped = (node) =>
      [...around(node.parentElement)].some((one) => one !== document.body && getComputedStyle(one).overflowX !== "visible");
    return [...document.querySelectorAll("body *")]
      .filter((node) => seen(node) && node.getBoundingClientRect().right > innerWidth + 0.5 && !clipped(node))
      .map((node) => `${name(node)} sticks out`);
  }

  const brush = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
  function rgba(colour) {
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = brush.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  }
  const over = (top, under) => [0, 1, 2].map((at) => top[at] * top[3] + under[at] * (1 - top[3])).concat(1);
  function luminance(colour) {
    const part = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    const [red, green, blue] = colour.slice(0, 3).map((value) => part(value / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function contrast(node) {
    const layers = [...around(node)].map((one) => rgba(getComputedStyle(one).backgroundColor)).reverse();
    const ground = layers.reduce((under, top) => over(top, under), rgba("Canvas"));
    const [light, dark] = [over(rgba(getComputedStyle(node).color), ground), ground]
      .map(luminance)
      .toSorted((one, other) => other - one);
    return (light + 0.05) / (dark + 0.05);
  }

  function hardToRead() {
    const hasText = (node) => [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
    return [...document.querySelectorAll("body *")]
      .filter((node) => hasText(node) && seen(node) && !node.closest(".heard-only, .skip, .gutter, datalist"))
      .filter((node) => contrast(node) < CONTRAST)
      .map((node) => `${name(node)} has a contrast of ${contrast(node).toFixed(1)}`);
  }

  return [...new Set([...tooSmall(), ...stickingOut(), ...hardToRead()])];
};
