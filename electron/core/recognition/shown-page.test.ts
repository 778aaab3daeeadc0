import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { QuarterTurns } from "../imaging";
import { shownAs, turnBox, turnedSize } from "./shown-page";

const IDENTITY = [1, 0, 0, 0, 1, 0, 0, 0, 1] as const;
const STORED = { widthPx: 1000, heightPx: 2000 };
const turns = fc.constantFrom<QuarterTurns>(0, 1, 2, 3);
const boxes = fc
  .record({
    x0: fc.nat(900),
    y0: fc.nat(1900),
    width: fc.integer({ min: 1, max: 99 }),
    height: fc.integer({ min: 1, max: 99 }),
  })
  .map(({ x0, y0, width, height }) => ({ x0, y0, x1: x0 + width, y1: y0 + height }));

describe("a place on the page as it is shown", () => {
  it("is the place on the cleaned picture when nothing was turned or moved", () => {
    const box = { x0: 10, y0: 20, x1: 60, y1: 40 };
    expect(shownAs({ toShown: IDENTITY }, { ...STORED, quarterTurns: 0 }, 0).box(box)).toEqual(box);
  });

  it("is brought back when the page was turned further to be read, and stays within the page", () => {
    fc.assert(
      fc.property(boxes, turns, turns, (box, quarterTurns, beyond) => {
        const shownBox = turnBox(box, { turns: quarterTurns, size: STORED });
        const size = turnedSize(STORED, quarterTurns);
        const read = turnBox(shownBox, { turns: beyond, size });
        expect(shownAs({ toShown: IDENTITY }, { ...STORED, quarterTurns }, beyond).box(read)).toEqual(shownBox);
      }),
    );
  });

  it("follows scale, perspective and direction of ruled lines", () => {
    const page = shownAs({ toShown: [0.5, 0, 10, 0, 0.5, 20, 0, 0, 1] }, { ...STORED, quarterTurns: 0 }, 1);
    const line = page.rule({ direction: "across", x0: 100, y0: 40, x1: 500, y1: 40 });
    expect(line).toEqual({ direction: "down", x0: 40, y0: 1740, x1: 40, y1: 1940 });
    const tilted = shownAs({ toShown: [1, 0, 0, 0, 1, 0, 0, 0.001, 1] }, { ...STORED, quarterTurns: 0 }, 0);
    expect(tilted.box({ x0: 0, y0: 1000, x1: 100, y1: 1000 })).toEqual({ x0: 0, y0: 500, x1: 50, y1: 500 });
  });
});
