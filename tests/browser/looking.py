"""What the browser tests ask of a page, in JavaScript and of axe."""

from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe

OPEN_ALL = "document.querySelectorAll('details').forEach(details => { details.open = true })"
# Elements that stick out of the window without lying in a box that scrolls.
OVERFLOWING = """
[...document.querySelectorAll("body *")].filter(element => {
  const box = element.getBoundingClientRect();
  if (box.width === 0 || box.right <= innerWidth + 1) return false;
  for (let parent = element.parentElement; parent; parent = parent.parentElement)
    if (["auto", "scroll", "hidden"].includes(getComputedStyle(parent).overflowX)) return false;
  return true;
}).map(element => element.tagName + "." + element.className)
"""
# The lowest contrast between text and what lies behind it, with the place where it is found.
LOWEST_CONTRAST = """
(() => {
  const channels = color => color.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(value => {
      value /= 255;
      return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = element => {
    for (; element; element = element.parentElement) {
      const color = channels(getComputedStyle(element).backgroundColor);
      if (color.length === 3 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  let lowest = [99, ""];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
    const pair = [light(channels(getComputedStyle(element).color)), light(behind(element))];
    const contrast = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    if (contrast < lowest[0]) lowest = [contrast, element.tagName + "." + element.className];
  }
  return lowest;
})()
"""

# Axe reads the same few colours for each of thousands of elements, and takes half of its time for
# it. Here each is read once a page and known from then on.
KNOWN_COLORS = """;
(() => {
  const color = axe.commons.color.Color.prototype, read = color.parseString, known = new Map();
  color.parseString = function (text) {
    if (!known.has(text)) {
      read.call(this, text);
      known.set(text, [this.r, this.g, this.b, this.alpha]);
    }
    [this.r, this.g, this.b, this.alpha] = known.get(text);
    return this;
  };
})();
"""
AXE = Axe(AXE_SCRIPT + KNOWN_COLORS)


def violations(page) -> list[str]:
    """Return what axe finds wrong with a Playwright page: rule, gravity and the first place."""
    found = AXE.run(page).response["violations"]
    return [f"{one['id']} ({one['impact']}): {one['nodes'][0]['html'][:200]}" for one in found]
