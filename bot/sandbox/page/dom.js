// Describes elements as plain objects and brings a part of the document into the described shape, touching only what
// differs. What a person is in the middle of (focus, typed text, an open drawer, the place scrolled to) so survives
// every refresh. There is deliberately no way to hand over markup as text.

const SVG = "http://www.w3.org/2000/svg";
const DRAWN = new Set(["svg", "path", "circle", "rect"]);
const lastProps = new WeakMap();

export function h(tag, props, ...children) {
  const kept = children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
  return { tag, props: props ?? {}, children: kept };
}

export function patch(parent, children) {
  const wanted = Array.isArray(children) ? children.flat(Infinity).filter(Boolean) : [children];
  const way = pathOfFocus(parent);
  reconcile(parent, wanted);
  rescueFocus(way);
}

/** The elements from the focused one up to the patched part, innermost first. */
function pathOfFocus(parent) {
  const way = [];
  for (let node = document.activeElement; node && parent.contains(node); node = node.parentElement) way.push(node);
  return way;
}

/** When the focused element is gone, the nearest surviving surrounding that can take focus gets it. */
function rescueFocus(way) {
  if (way.length === 0 || (way[0].isConnected && document.activeElement === way[0])) return;
  const haven = way.find((node) => node.isConnected && (node.tabIndex >= 0 || node.hasAttribute("tabindex")));
  haven?.focus({ preventScroll: true });
}

function reconcile(parent, wanted) {
  const keyed = new Map();
  const loose = [];
  for (const node of parent.childNodes) {
    const key = lastProps.get(node)?.key;
    if (key === undefined) loose.push(node);
    else keyed.set(key, node);
  }
  const nodes = wanted.map((child) => reuse(child, keyed, loose) ?? create(child));
  for (const node of [...keyed.values(), ...loose]) node.remove();
  let place = parent.firstChild;
  for (const [index, node] of nodes.entries()) {
    // A node that is moved loses its focus and its scroll position, so the focused one stays and the others give way.
    if (node.contains(document.activeElement)) while (place !== node) place = toTheEnd(parent, place);
    if (node === place) place = place.nextSibling;
    else parent.insertBefore(node, place);
    update(node, wanted[index]);
  }
}

function toTheEnd(parent, node) {
  const next = node.nextSibling;
  parent.append(node);
  return next;
}

function reuse(child, keyed, loose) {
  const key = child.props?.key;
  if (key !== undefined) {
    const node = keyed.get(key);
    if (node?.localName !== child.tag) return undefined;
    keyed.delete(key);
    return node;
  }
  const at = loose.findIndex((node) =>
    typeof child === "object" ? node.localName === child.tag : node.nodeType === 3,
  );
  return at < 0 ? undefined : loose.splice(at, 1)[0];
}

function create(child) {
  if (typeof child !== "object") return document.createTextNode(child);
  return DRAWN.has(child.tag) ? document.createElementNS(SVG, child.tag) : document.createElement(child.tag);
}

function update(node, child) {
  if (typeof child !== "object") {
    if (node.data !== String(child)) node.data = child;
    return;
  }
  const before = lastProps.get(node);
  lastProps.set(node, child.props);
  // Children first: a select can only take its value once its options stand.
  reconcile(node, child.children);
  for (const name of Object.keys(before ?? {})) if (!(name in child.props)) setProp(node, name, null);
  for (const [name, value] of Object.entries(child.props)) {
    // A person changes these two behind our back, so the element itself has to be asked.
    if (name === "value" || name === "checked") setLive(node, name, value ?? "");
    else if (before?.[name] !== value) setProp(node, name, value);
  }
  if (!before) child.props.created?.(node);
}

function setLive(node, name, value) {
  if (node[name] !== value) node[name] = value;
}

function setProp(node, name, value) {
  if (name === "key" || name === "created") return;
  if (name.startsWith("on")) node[name] = value;
  else if (value === null || value === undefined || value === false) node.removeAttribute(name);
  else node.setAttribute(name, value === true ? "" : value);
}
