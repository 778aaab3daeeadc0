import { describe, expect, it } from "vitest";
import { cropOf, isOfLines, shownSize } from "./crop";

const PAGE = { width: 2480, height: 3508 };
const FRAME = { width: 480, height: 40 };

describe("a piece of a page", () => {
  it("is as high as its frame, with paper around the letters", () => {
    const crop = cropOf({ x0: 500, y0: 1000, x1: 900, y1: 1050 }, PAGE, FRAME);
    expect(crop?.height).toBeCloseTo(40);
    const scale = 40 / 85;
    expect(crop?.width).toBeCloseTo(435 * scale);
    expect(crop?.left).toBeCloseTo(-482.5 * scale);
    expect(crop?.top).toBeCloseTo(-982.5 * scale);
    expect(crop?.whole).toEqual({ width: 2480 * scale, height: 3508 * scale });
  });

  it("never leaves its frame, however long the line is", () => {
    const crop = cropOf({ x0: 100, y0: 1000, x1: 2400, y1: 1050 }, PAGE, FRAME);
    expect(crop?.width).toBeCloseTo(480);
    expect(crop?.height).toBeLessThan(40);
  });

  it("ends at the edge of the paper", () => {
    const crop = cropOf({ x0: 0, y0: 0, x1: 100, y1: 50 }, PAGE, FRAME);
    expect(crop).toMatchObject({ left: -0, top: -0 });
    expect(crop?.width).toBeCloseTo((117.5 * 40) / 67.5);
  });

  it("has no more paper around two lines than around one", () => {
    const box = { x0: 500, y0: 1000, x1: 900, y1: 1200 };
    const crop = cropOf(box, PAGE, { width: 4000, height: 4000 });
    expect(crop?.height).toBeCloseTo((200 + 2 * 0.006 * PAGE.height) * 2);
    expect(isOfLines(box, PAGE)).toBe(true);
    expect(isOfLines({ ...box, y1: 1050 }, PAGE)).toBe(false);
  });

  it("is not blown up to a blur", () => {
    const crop = cropOf({ x0: 10, y0: 10, x1: 20, y1: 14 }, { width: 50, height: 50 }, FRAME);
    expect(crop?.whole.width).toBe(100);
  });

  it.each([
    [{ x0: 10, y0: 10, x1: 10, y1: 20 }, "without width", false],
    [{ x0: 10, y0: 20, x1: 30, y1: 20 }, "without height", true],
    [{ x0: 3000, y0: 10, x1: 3100, y1: 20 }, "beside the page", true],
    [{ x0: 30, y0: 40, x1: 10, y1: 20 }, "the wrong way round", true],
  ])("is none for a box %j, %s", (box, _why, isNone) => {
    expect(cropOf(box, PAGE, FRAME) === null).toBe(isNone);
  });
});

describe("the size of a page as it is shown", () => {
  it.each([
    [0, { width: 20, height: 30 }],
    [90, { width: 30, height: 20 }],
    [180, { width: 20, height: 30 }],
    [270, { width: 30, height: 20 }],
  ])("turned by %i degrees", (rotation, size) => {
    expect(shownSize({ widthPx: 20, heightPx: 30, rotation })).toEqual(size);
  });
});
