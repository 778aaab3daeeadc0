import { describe, expect, it } from "vitest";
import { boxBetween, firstBox, isLargeEnough, shiftBox } from "./reading-box";

const PAGE = { width: 1000, height: 1000 };
const BOX = { x0: 100, y0: 100, x1: 300, y1: 140 };

describe("the box for reading again", () => {
  it("begins around the field, or in the middle of the page", () => {
    expect(firstBox(BOX, PAGE)).toEqual(BOX);
    expect(firstBox(null, PAGE)).toEqual({ x0: 200, y0: 480, x1: 800, y1: 520 });
  });

  it("moves by keys and stays on the page", () => {
    expect(shiftBox(BOX, PAGE, { x: 1, y: 0, isSize: false })).toEqual({ ...BOX, x0: 104, x1: 304 });
    const corner = { x0: 0, y0: 1, x1: 200, y1: 41 };
    expect(shiftBox(corner, PAGE, { x: -1, y: -1, isSize: false })).toEqual({ x0: 0, y0: 0, x1: 200, y1: 40 });
    const end = { x0: 798, y0: 100, x1: 998, y1: 140 };
    expect(shiftBox(end, PAGE, { x: 1, y: 0, isSize: false })).toMatchObject({ x0: 800, x1: 1000 });
  });

  it("grows and shrinks by keys, but never to nothing", () => {
    expect(shiftBox(BOX, PAGE, { x: 1, y: -1, isSize: true })).toEqual({ ...BOX, x1: 304, y1: 136 });
    const thin = { ...BOX, y1: 109 };
    expect(shiftBox(thin, PAGE, { x: 0, y: -1, isSize: true }).y1).toBe(108);
    expect(shiftBox({ ...BOX, x1: 1000 }, PAGE, { x: 1, y: 0, isSize: true }).x1).toBe(1000);
  });

  it("is drawn in any direction, and not beyond the paper", () => {
    expect(boxBetween({ x: 300, y: 140 }, { x: 100, y: 100 }, PAGE)).toEqual(BOX);
    expect(boxBetween({ x: -50, y: 500 }, { x: 1200, y: 600 }, PAGE)).toEqual({ x0: 0, y0: 500, x1: 1000, y1: 600 });
  });

  it("is too small when nothing could be read in it: a click is no box", () => {
    expect(isLargeEnough(boxBetween({ x: 5, y: 5 }, { x: 5, y: 5 }, PAGE))).toBe(false);
    expect(isLargeEnough(BOX)).toBe(true);
  });
});
