import { describe, expect, it } from "vitest";
import { INSET_FRAME, nudgeCorner, placeCorner, trimmed } from "./corners";

describe("a corner of the frame", () => {
  it("goes where it is dragged, never out of the picture, and takes no other along", () => {
    const placed = placeCorner(INSET_FRAME, 2, { x: 1.4, y: 0.5 });
    expect(placed[2]).toEqual({ x: 1, y: 0.5 });
    expect([placed[0], placed[1], placed[3]]).toEqual([INSET_FRAME[0], INSET_FRAME[1], INSET_FRAME[3]]);
  });

  it("gives up less than a hundredth of the page to leave the desk out", () => {
    const [topLeft, , bottomRight] = trimmed(INSET_FRAME);
    expect(topLeft.x).toBeGreaterThan(INSET_FRAME[0].x);
    expect(bottomRight.y).toBeLessThan(INSET_FRAME[2].y);
    expect(bottomRight.x - topLeft.x).toBeGreaterThan(0.99 * (INSET_FRAME[2].x - INSET_FRAME[0].x));
  });

  it("goes by arrow keys, further with Shift", () => {
    expect(nudgeCorner(INSET_FRAME, 0, { key: "ArrowRight", shiftKey: false })?.[0].x).toBeCloseTo(0.082);
    expect(nudgeCorner(INSET_FRAME, 0, { key: "ArrowUp", shiftKey: true })?.[0].y).toBeCloseTo(0.06);
    expect(nudgeCorner(INSET_FRAME, 0, { key: "a", shiftKey: false })).toBeNull();
  });
});
