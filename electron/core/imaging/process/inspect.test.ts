import { beforeAll, describe, expect, test } from "vitest";
import { PagePictures, PICTURE_DPI, type Picture } from "../../page-pictures.fixture";
import type { PageMetrics, QuarterTurns } from "../protocol";
import { Images } from "./images";
import { inspect } from "./inspect";

const FORM = "to-khai-khai-sinh-1";
/** The samples are turned by themselves. */
const FORM_DEGREES = 0.4;

let pictures: PagePictures;
let images: Images;
beforeAll(async () => {
  pictures = await PagePictures.open();
  images = await Images.open();
});

describe("a good scan", () => {
  test.each(PagePictures.names())("%s has no fault that is not there", (name) => {
    const metrics = look(pictures.sample(name));
    expect(metrics).toMatchObject({ isBlank: false, cutSides: [], uprightTurns: 0 });
    expect(Math.abs(metrics.skewDegrees ?? 9)).toBeLessThan(0.8);
    expect(metrics.edgeWidthMm).toBeLessThan(0.32);
    expect(metrics.paperLevel).toBeGreaterThan(230);
    expect(metrics.inkContrast).toBeGreaterThan(200);
  });

  test("is seen alike at 100 and at 300 dpi", () => {
    const sample = pictures.sample(FORM);
    for (const dpi of [100, 300]) {
      const metrics = look(sample.resized(dpi / PICTURE_DPI), dpi);
      expect(metrics).toMatchObject({ isBlank: false, cutSides: [], uprightTurns: 0 });
      expect(metrics.skewDegrees).toBeCloseTo(FORM_DEGREES, 0);
    }
  });
});

describe("skew", () => {
  test.each([-6, -3, -1, 2, 5, 8])("of %d degrees is measured to a fifth of a degree", (degrees) => {
    const { skewDegrees } = look(pictures.sample(FORM).turned(degrees));
    expect(Math.abs((skewDegrees ?? 99) - degrees - FORM_DEGREES)).toBeLessThan(0.2);
  });

  test("is measured on a page that lies on its side", () => {
    const lying = pictures.sample(FORM).turned(3).quarters(1);
    expect(Math.abs((look(lying).skewDegrees ?? 99) - 3 - FORM_DEGREES)).toBeLessThan(0.2);
  });

  test("of three words is not guessed", () => {
    const words = pictures.withPiece(pictures.paper(), pictures.sample(FORM), { x: 60, y: 20, width: 30, height: 10 });
    expect(look(words).skewDegrees).toBeNull();
  });
});

describe("sharpness", () => {
  test("falls as blur grows", () => {
    const widths = [0, 1.2, 2, 3].map((sigma) => {
      const sample = pictures.sample(FORM);
      return look(sigma === 0 ? sample : sample.blurred(sigma)).edgeWidthMm ?? 0;
    });
    expect(widths).toEqual(widths.toSorted((a, b) => a - b));
    expect(widths[2]).toBeGreaterThan(0.45);
    expect(widths[3]).toBeGreaterThan(0.6);
  });

  test("is that of the letters, whatever their ink", () => {
    const faint = pictures.sample(FORM).toned(0.25, 180);
    expect(look(faint).edgeWidthMm).toBeLessThan(0.32);
  });
});

describe("light", () => {
  test("the grey of the paper and the strength of the ink are told apart", () => {
    const dark = look(pictures.sample(FORM).toned(0.4, 0));
    expect(dark.paperLevel).toBeLessThan(110);
    const faint = look(pictures.sample(FORM).toned(0.12, 210));
    expect(faint.paperLevel).toBeGreaterThan(200);
    expect(faint.inkContrast).toBeLessThan(45);
  });
});

test("a card under a black lid is not dark", () => {
  const lid = pictures.paper(25);
  const { paperLevel } = look(pictures.withMark(lid, { x: 60, y: 100, width: 85.6, height: 54 }, 215));
  expect(paperLevel).toBeGreaterThan(200);
});

describe("orientation", () => {
  test("of one line is not guessed, and its skew is still told", () => {
    const line = pictures.withPiece(pictures.paper(), pictures.sample(FORM), { x: 20, y: 60, width: 170, height: 12 });
    expect(look(line.quarters(2))).toMatchObject({ uprightTurns: null, isBlank: false });
  });

  test.each<[QuarterTurns, QuarterTurns]>([
    [1, 3],
    [2, 2],
    [3, 1],
  ])("a page turned by %d quarters is never taken for upright", (turns, back) => {
    for (const name of PagePictures.names()) {
      const found = look(pictures.sample(name).quarters(turns)).uprightTurns;
      expect([back, null], name).toContain(found);
    }
    expect(look(pictures.sample(FORM).quarters(turns)).uprightTurns).toBe(back);
  });

  test("is judged as the page is shown", () => {
    const bytes = pictures.sample(FORM).quarters(3).jpeg();
    expect(inspect(images, { bytes, resolutionDpi: PICTURE_DPI, quarterTurns: 1 }).uprightTurns).toBe(0);
  });
});

describe("cut edges", () => {
  test("writing that runs off the left side is seen", () => {
    const cut = pictures.sample(FORM).cropped({ x: 32, y: 0, width: 178, height: 297 });
    expect(look(cut).cutSides).toEqual(["left"]);
  });

  test("a black border, a shadow along the rim and a hair are no writing", () => {
    const bordered = pictures.withMark(pictures.sample(FORM), { x: 0, y: 0, width: 3, height: 297 }, 10);
    const shaded = pictures.withMark(bordered, { x: 0, y: 290, width: 210, height: 7 }, 130);
    const hair = pictures.withMark(shaded, { x: 200, y: 100, width: 10, height: 0.3 }, 60);
    expect(look(hair).cutSides).toEqual([]);
  });
});

describe("blank pages", () => {
  test.each<[string, () => Picture]>([
    ["white paper", () => pictures.paper()],
    ["grey paper", () => pictures.paper(190)],
    ["dust", () => withDust(25)],
    ["a shadow of the lid", () => pictures.withMark(pictures.paper(), { x: 0, y: 0, width: 4, height: 297 }, 110)],
    [
      "two punched holes",
      () =>
        pictures.withDiscs([
          [12, 108],
          [12, 188],
        ]),
    ],
    ["writing that shines through from the back", () => shineThrough(0.04)],
  ])("%s is blank", (_name, make) => {
    expect(look(make()).isBlank).toBe(true);
  });

  test.each<[string, () => Picture]>([
    ["one line of writing", () => piece({ x: 30, y: 80, width: 120, height: 6 })],
    ["a page number", () => piece({ x: 30, y: 80, width: 6, height: 6 })],
    ["a faint line", () => piece({ x: 30, y: 80, width: 120, height: 6 }).toned(0.2, 190)],
    ["a signature", () => signature(70)],
    ["a signature in pale pencil", () => signature(205)],
    ["a faint round stamp", () => stamp(200)],
    ["a grey photograph", () => pictures.withMark(pictures.paper(), { x: 60, y: 60, width: 60, height: 80 }, 190)],
    ["a single ruled line", () => pictures.withMark(pictures.paper(), { x: 20, y: 90, width: 170, height: 0.3 })],
    ["a dotted line", () => dottedLine()],
    ["a black picture", () => pictures.paper(15)],
    ["a big hole in the middle", () => pictures.withDiscs([[100, 150]])],
  ])("%s is content", (_name, make) => {
    expect(look(make()).isBlank).toBe(false);
  });
});

function look(picture: Picture, dpi = PICTURE_DPI): PageMetrics {
  return inspect(images, { bytes: picture.jpeg(), resolutionDpi: dpi, quarterTurns: 0 });
}

function piece(place: { x: number; y: number; width: number; height: number }): Picture {
  return pictures.withPiece(pictures.paper(), pictures.sample("giay-uy-quyen"), place);
}

function withDust(specks: number): Picture {
  let page = pictures.paper();
  for (let i = 0; i < specks; i++)
    page = pictures.withMark(
      page,
      {
        x: 15 + ((i * 37) % 180),
        y: 15 + ((i * 53) % 260),
        width: 0.3,
        height: 0.3,
      },
      90,
    );
  return page;
}

/** Mirrored, blurred and faint. */
function shineThrough(strength: number): Picture {
  const back = pictures.sample(FORM).mirrored().blurred(2);
  return back.toned(strength, 240 * (1 - strength));
}

/** Loops of a pen. */
function signature(shade: number): Picture {
  const pen = pictures.drawing({ widthPx: 300, heightPx: 120 }, (x, y) =>
    Math.abs(y - 60 - 40 * Math.sin(x / 17) * Math.cos(x / 61)) < 2.5 ? shade : 240,
  );
  return pictures.paper().with(pen, 127, 228);
}

function stamp(shade: number): Picture {
  const ring = pictures.drawing({ widthPx: 300, heightPx: 300 }, (x, y) =>
    Math.abs(Math.hypot(x - 150, y - 150) - 138) < 4 ? shade : 240,
  );
  return pictures.paper().with(ring, 114, 190);
}

function dottedLine(): Picture {
  let page = pictures.paper();
  for (let x = 20; x < 190; x += 1.6) page = pictures.withMark(page, { x, y: 120, width: 0.4, height: 0.4 }, 70);
  return page;
}
