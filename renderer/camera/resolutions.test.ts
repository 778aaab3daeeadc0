import { describe, expect, it } from "vitest";
import { frameSizes, sizeKey } from "./resolutions";

describe("the sizes of picture of a camera", () => {
  it("are the common ones up to its largest, largest first", () => {
    const sizes = frameSizes({ width: { max: 1920 }, height: { max: 1080 } }, { widthPx: 1280, heightPx: 720 });
    expect(sizes.map(sizeKey)).toEqual(["1920 × 1080", "1280 × 720", "1024 × 768", "640 × 480"]);
  });

  it("hold the one that is open, also when the camera tells nothing", () => {
    expect(frameSizes({}, { widthPx: 800, heightPx: 600 }).map(sizeKey)).toEqual(["800 × 600", "640 × 480"]);
  });
});
