import { beforeAll, describe, expect, test } from "vitest";
import type { PageCorners } from "../../../../shared/contract";
import { withOrientation } from "../../sample-files.fixture";
import { PagePictures } from "../../page-pictures.fixture";
import { Images } from "./images";
import { straighten } from "./straighten";

/** How a camera of this focal length, in pixels, sees a sheet. */
const FOCAL_PX = 1500;
const PHOTO = { widthPx: 1600, heightPx: 1200 };
const DESK: readonly [number, number, number] = [70, 60, 50];
/** One colour for each quarter of the sheet, from the top left clockwise. */
const QUARTERS: readonly (readonly [number, number, number])[] = [
  [220, 60, 60],
  [60, 200, 60],
  [60, 60, 220],
  [220, 220, 60],
];

let pictures: PagePictures;
let images: Images;
beforeAll(async () => {
  pictures = await PagePictures.open();
  images = await Images.open();
});

describe("a photographed sheet", () => {
  test.each<[string, [number, number], [number, number]]>([
    ["A4 from above", [210, 297], [0, 0]],
    ["A4 at a slant", [210, 297], [25, 10]],
    ["A4 lying across", [297, 210], [-20, 15]],
    ["an identity card", [85.6, 53.98], [18, -12]],
  ])("%s comes straight and in its shape", (_name, [widthMm, heightMm], tilt) => {
    const { bytes, corners } = photograph({ widthMm, heightMm }, tilt);
    const page = straighten(images, bytes, corners);
    expect(page.widthPx / page.heightPx).toBeCloseTo(widthMm / heightMm, 2);
    expect((page.widthPx / page.resolutionDpi) * 25.4).toBeCloseTo(widthMm, -0.5);
    expectQuarters(page.bytes);
  });

  test("a long till slip keeps its own shape", () => {
    const { bytes, corners } = photograph({ widthMm: 80, heightMm: 220 }, [10, 10]);
    const page = straighten(images, bytes, corners);
    expect(Math.abs(page.widthPx / page.heightPx / (80 / 220) - 1)).toBeLessThan(0.04);
  });

  test("corners are those of the picture as it is seen, upright by EXIF", () => {
    const { bytes, corners } = photograph({ widthMm: 210, heightMm: 297 }, [15, 0]);
    const lying = withOrientation(pictures.decoded(bytes).quarters(3).jpeg(92), 6);
    expectQuarters(straighten(images, lying, corners).bytes);
  });

  test("without corners the whole picture is kept", () => {
    const { bytes } = photograph({ widthMm: 210, heightMm: 297 }, [0, 0]);
    expect(straighten(images, bytes, null)).toMatchObject(PHOTO);
  });
});

describe("bad input", () => {
  test.each<[string, PageCorners]>([
    ["corners that cross", [corner(0, 0), corner(1, 1), corner(1, 0), corner(0, 1)]],
    ["corners the wrong way round", [corner(0, 0), corner(0, 1), corner(1, 1), corner(1, 0)]],
    ["corners on one line", [corner(0, 0), corner(0.3, 0.3), corner(0.6, 0.6), corner(1, 1)]],
    ["corners in one place", [corner(0.5, 0.5), corner(0.5, 0.5), corner(0.5, 0.5), corner(0.5, 0.5)]],
  ])("%s are refused", (_name, corners) => {
    const { bytes } = photograph({ widthMm: 210, heightMm: 297 }, [0, 0]);
    expect(() => straighten(images, bytes, corners)).toThrow(expect.objectContaining({ code: "INPUT_INVALID" }));
  });

  test("a broken photo is refused", () => {
    const { bytes, corners } = photograph({ widthMm: 210, heightMm: 297 }, [0, 0]);
    const broken = () => straighten(images, bytes.subarray(0, bytes.length / 2), corners);
    expect(broken).toThrow(expect.objectContaining({ code: "FILE_TRUNCATED" }));
  });
});

function corner(x: number, y: number): { x: number; y: number } {
  return { x, y };
}

/** A sheet tilted about its two axes, by a pinhole camera. @param tilt degrees */
function photograph(sheet: { widthMm: number; heightMm: number }, tilt: readonly [number, number]) {
  const [tiltX, tiltY] = tilt.map((degrees) => (degrees * Math.PI) / 180) as [number, number];
  const across = [Math.cos(tiltY), Math.sin(tiltX) * Math.sin(tiltY), -Math.cos(tiltX) * Math.sin(tiltY)] as const;
  const down = [0, Math.cos(tiltX), Math.sin(tiltX)] as const;
  const far = 2 * Math.max(sheet.widthMm, sheet.heightMm);
  const project = (u: number, v: number) => {
    const [a, b] = [(u - 0.5) * sheet.widthMm, (v - 0.5) * sheet.heightMm];
    const depth = far + a * across[2] + b * down[2];
    const x = PHOTO.widthPx / 2 + (FOCAL_PX * (a * across[0] + b * down[0])) / depth;
    return { x: x / PHOTO.widthPx, y: 0.5 + (FOCAL_PX * (a * across[1] + b * down[1])) / depth / PHOTO.heightPx };
  };
  /** Where the ray through a point of the photo meets the sheet. */
  const meet = (x: number, y: number) => {
    const ray = [(x - PHOTO.widthPx / 2) / FOCAL_PX, (y - PHOTO.heightPx / 2) / FOCAL_PX, 1] as const;
    const normal = [
      across[1] * down[2] - across[2] * down[1],
      across[2] * down[0] - across[0] * down[2],
      across[0] * down[1] - across[1] * down[0],
    ] as const;
    const t = (far * normal[2]) / (ray[0] * normal[0] + ray[1] * normal[1] + ray[2] * normal[2]);
    const point = [ray[0] * t, ray[1] * t, ray[2] * t - far] as const;
    const along = (axis: readonly [number, number, number]) =>
      point[0] * axis[0] + point[1] * axis[1] + point[2] * axis[2];
    return { u: along(across) / sheet.widthMm + 0.5, v: along(down) / sheet.heightMm + 0.5 };
  };
  const photo = pictures.painting(PHOTO, (x, y) => {
    const { u, v } = meet(x + 0.5, y + 0.5);
    if (u < 0 || u > 1 || v < 0 || v > 1) return DESK;
    return QUARTERS[v < 0.5 ? (u < 0.5 ? 0 : 1) : u < 0.5 ? 3 : 2] ?? DESK;
  });
  const corners: PageCorners = [project(0, 0), project(1, 0), project(1, 1), project(0, 1)];
  return { bytes: photo.jpeg(92), corners };
}

/** Each quarter has its colour up to its corners, and no desk is left. */
function expectQuarters(jpeg: Uint8Array): void {
  const { data, size } = pictures.decoded(jpeg);
  const places = [
    [0.02, 0.02],
    [0.98, 0.02],
    [0.98, 0.98],
    [0.02, 0.98],
    [0.47, 0.47],
    [0.53, 0.47],
    [0.53, 0.53],
    [0.47, 0.53],
  ] as const;
  places.forEach(([u, v], index) => {
    const at = (Math.floor(v * size.heightPx) * size.widthPx + Math.floor(u * size.widthPx)) * 3;
    const wanted = QUARTERS[index % 4] ?? DESK;
    const distance = Math.max(...wanted.map((level, band) => Math.abs(level - (data[at + band] ?? 0))));
    expect(distance, `at ${u}, ${v}`).toBeLessThan(30);
  });
}
