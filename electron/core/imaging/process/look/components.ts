// Connected pieces of ink: letters, lines, stamps, dust.

export interface Component {
  left: number;
  top: number;
  right: number;
  bottom: number;
  pixels: number;
}

export interface Components {
  /** From 1, in the order in which they were met; 0: no ink. */
  labels: Int32Array;
  list: Component[];
}

/** 8-connected. */
export function findComponents(mask: Uint8Array, widthPx: number, heightPx: number): Components {
  const labels = new Int32Array(mask.length);
  const list: Component[] = [];
  const stack = new Int32Array(mask.length + 1);
  for (let seed = 0; seed < mask.length; seed++) {
    if (mask[seed] !== 1 || labels[seed] !== 0) continue;
    labels[seed] = list.length + 1;
    list.push(flood({ mask, labels, stack, widthPx, heightPx }, seed));
  }
  return { labels, list };
}

interface Field {
  mask: Uint8Array;
  labels: Int32Array;
  stack: Int32Array;
  widthPx: number;
  heightPx: number;
}

function flood({ mask, labels, stack, widthPx, heightPx }: Field, seed: number): Component {
  const label = labels[seed] ?? 0;
  const found: Component = { left: widthPx, top: heightPx, right: 0, bottom: 0, pixels: 0 };
  let waiting = 0;
  const takeRow = (from: number, to: number) => {
    for (let at = from; at <= to; at++) {
      if (mask[at] !== 1 || labels[at] !== 0) continue;
      labels[at] = label;
      stack[waiting++] = at;
    }
  };
  stack[waiting++] = seed;
  while (waiting > 0) {
    const at = stack[--waiting] ?? 0;
    const y = Math.floor(at / widthPx);
    const x = at - y * widthPx;
    include(found, x, y);
    const first = x === 0 ? at : at - 1;
    const last = x === widthPx - 1 ? at : at + 1;
    takeRow(first - widthPx, last - widthPx);
    takeRow(first, last);
    takeRow(first + widthPx, last + widthPx);
  }
  return found;
}

function include(component: Component, x: number, y: number): void {
  component.pixels++;
  if (x < component.left) component.left = x;
  if (x > component.right) component.right = x;
  if (y < component.top) component.top = y;
  if (y > component.bottom) component.bottom = y;
}
