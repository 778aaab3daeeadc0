import { beforeAll, describe, expect, test } from "vitest";
import type { CleaningStepName } from "../../../../../shared/contract";
import { PagePictures, PICTURE_DPI, PX_PER_MM, type Picture } from "../../../page-pictures.fixture";
import type { CleanedPage, QuarterTurns } from "../../protocol";
import { Images } from "../images";
import { findComponents } from "../look/components";
import { clean } from "./pipeline";

const FORM = "to-khai-khai-sinh-1";
/** With so much writing that it is certain how it stands. */
const LETTER = "giay-uy-quyen";
/** The samples are turned by themselves. */
const FORM_DEGREES = 0.4;

let pictures: PagePictures;
let images: Images;
let form: Picture;
beforeAll(async () => {
  pictures = await PagePictures.open();
  images = await Images.open();
  form = pictures.sample(FORM);
});

describe("skew", () => {
  test.each([-8, -3, -1.2, 2, 5])("of %d degrees is taken out", (degrees) => {
    const cleaned = cleanOf(form.turned(degrees));
    expect(figure(cleaned, "deskew")).toBeCloseTo(degrees + FORM_DEGREES, 0);
    expect(names(again(cleaned))).not.toContain("deskew");
  });

  test("stays when the step is off", () => {
    const cleaned = cleanOf(form.turned(3), { off: ["deskew"] });
    expect(names(cleaned)).not.toContain("deskew");
    expect(Math.abs(figure(again(cleaned), "deskew") - 3 - FORM_DEGREES)).toBeLessThan(0.3);
  });
});

describe("orientation", () => {
  test.each<[number, number]>([
    [1, 270],
    [2, 180],
    [3, 90],
  ])("a page that lies turned by %d quarters is turned by %d degrees", (quarters, degrees) => {
    const cleaned = cleanOf(pictures.sample(LETTER).quarters(quarters));
    expect(figure(cleaned, "orientation")).toBe(degrees);
    expect(names(again(cleaned))).not.toContain("orientation");
  });

  test("a page that is shown upright is not turned further", () => {
    expect(names(cleanOf(pictures.sample(LETTER).quarters(3), { quarterTurns: 1 }))).not.toContain("orientation");
  });

  test("stays as it is shown when the step is off", () => {
    const cleaned = cleanOf(pictures.sample(LETTER).quarters(2), { off: ["orientation"] });
    expect(figure(again(cleaned), "orientation")).toBe(180);
  });
});

describe("where a point lies on the page as it is shown", () => {
  test.each<[string, { degrees: number; quarters: number; quarterTurns: QuarterTurns }]>([
    ["a straight page", { degrees: 0, quarters: 0, quarterTurns: 0 }],
    ["a skewed page", { degrees: 3, quarters: 0, quarterTurns: 0 }],
    ["a page skewed the other way and shown turned", { degrees: -4.5, quarters: 3, quarterTurns: 1 }],
    ["a page upside down", { degrees: 1.5, quarters: 2, quarterTurns: 0 }],
    ["a page that is shown on its side", { degrees: 2, quarters: 0, quarterTurns: 1 }],
  ])("is known of %s", (_name, { degrees, quarters, quarterTurns }) => {
    const page = withMarks(form).turned(degrees).quarters(quarters);
    expectSameMarks(page.quarters(quarterTurns), cleanOf(page, { quarterTurns }));
  });

  test("is known of a photo", () => {
    const photo = photograph(withMarks(form));
    const cleaned = cleanOf(photo);
    expect(names(cleaned)).toContain("perspective");
    expectSameMarks(photo, cleaned);
  });

  test("is known of a page of 600 dpi that was reduced", () => {
    const page = withMarks(form).resized(3);
    expectSameMarks(page, cleanOf(page, { dpi: 600 }), 3);
  });
});

describe("a photographed page", () => {
  test("is set straight, without the desk", () => {
    const cleaned = cleanOf(photograph(form));
    expect(names(cleaned)).toContain("perspective");
    expect(paperAlongRim(cleaned)).toBeGreaterThan(0.95);
  });

  test("is set straight also when half of it lies in shadow", () => {
    const shadow = (x: number) => (x > 900 ? 0.5 : 1);
    expect(names(cleanOf(photograph(form, shadow)))).toContain("perspective");
  });

  test("stays when the step is off", () => {
    expect(names(cleanOf(photograph(form), { off: ["perspective"] }))).not.toContain("perspective");
  });

  test("is left whole where another page lies beside it", () => {
    const photo = photograph(form);
    const two = photo.with(form.cropped({ x: 20, y: 20, width: 40, height: 120 }), 215, 60);
    expect(names(cleanOf(two))).not.toContain("perspective");
  });

  test("a scan is no photo, nor is a page with a large table", () => {
    for (const name of PagePictures.names()) expect(names(cleanOf(pictures.sample(name)))).not.toContain("perspective");
  });
});

describe("a dark border", () => {
  const withBorder = () => {
    const { widthPx, heightPx } = form.size;
    const lid = pictures.drawing({ widthPx: 90, heightPx }, () => 25);
    const below = pictures.drawing({ widthPx, heightPx: 60 }, () => 30);
    return form.with(lid, 0, 0).with(below, 0, (heightPx - 60) / PX_PER_MM);
  };

  test("is taken away", () => {
    const cleaned = cleanOf(withBorder());
    expect(figure(cleaned, "border")).toBeGreaterThan(5);
    expect(paperAlongRim(cleaned)).toBeGreaterThan(0.99);
  });

  test("stays when the step is off", () => {
    const cleaned = cleanOf(withBorder(), { off: ["border"] });
    expect(names(cleaned)).not.toContain("border");
  });

  test("so are punched holes", () => {
    const holed = pictures.withPiece(
      pictures.withDiscs([
        [10, 108],
        [10, 188],
      ]),
      form,
      { x: 20, y: 0, width: 190, height: 297 },
    );
    const [kept, erased] = [cleanOf(holed, { off: ["border"] }), cleanOf(holed)];
    const holes = 2 * Math.PI * 3 ** 2;
    expect((inkShare(kept) - inkShare(erased)) * 210 * 297).toBeGreaterThan(0.8 * holes);
    expect((inkShare(kept) - inkShare(erased)) * 210 * 297).toBeLessThan(1.2 * holes);
  });

  test("is not seen in a shadow that falls softly over writing", () => {
    const { widthPx } = form.size;
    const shaded = lit(form, (x) => 1 - 0.75 * (x / widthPx));
    const cleaned = cleanOf(shaded);
    expect(names(cleaned)).not.toContain("border");
    expect(inkShare(cleaned)).toBeCloseTo(inkShare(cleanOf(form)), 2);
  });
});

describe("light", () => {
  test("that falls unevenly is evened out", () => {
    const cleaned = cleanOf(lit(form, (x, y) => 0.95 - 0.4 * (x / 1654) - 0.2 * (y / 2339)));
    const white = cleaned.data.filter((level) => level > 240).length / cleaned.data.length;
    expect(white).toBeGreaterThan(0.8);
    expect(inkShare(cleaned)).toBeCloseTo(inkShare(cleanOf(form)), 2);
  });

  test("pale ink becomes dark", () => {
    const cleaned = cleanOf(form.toned(0.3, 160));
    expect(cleaned.data.some((level) => level < 20)).toBe(true);
  });

  test("stays as it is when the step is off", () => {
    const cleaned = cleanOf(form.toned(0.5, 60), { off: ["flatten"] });
    expect(names(cleaned)).not.toContain("flatten");
    expect(cleaned.data[5 * cleaned.widthPx + 5]).toBeLessThan(220);
  });
});

describe("a red stamp", () => {
  const place = { x: 60, y: 60, width: 40, height: 40 };
  const stamped = () => {
    const [left, top, side] = [place.x * PX_PER_MM, place.y * PX_PER_MM, place.width * PX_PER_MM];
    const { data, size } = form;
    return pictures.painting(size, (x, y) => {
      const from = (y * size.widthPx + x) * 3;
      const ink = (data[from] ?? 0) / 255;
      const isInside = x >= left && y >= top && x < left + side && y < top + side;
      const [red, green, blue] = isInside ? [225, 60, 70] : [255, 255, 255];
      return [red * ink, green * ink, blue * ink];
    });
  };

  test("becomes pale, and what it covers stays", () => {
    const cleaned = cleanOf(stamped());
    expect(figure(cleaned, "stamp")).toBeGreaterThan(1);
    expect(inkShare(cleaned)).toBeCloseTo(inkShare(cleanOf(form)), 2);
  });

  test("stays when the step is off", () => {
    expect(names(cleanOf(stamped(), { off: ["stamp"] }))).not.toContain("stamp");
  });
});

describe("grain", () => {
  const grainy = () => {
    const { data, size } = form;
    return pictures.drawing(size, (x, y) => clamp((data[(y * size.widthPx + x) * 3] ?? 0) + 70 * (random(x, y) - 0.5)));
  };

  test("is calmed", () => {
    const cleaned = cleanOf(grainy());
    expect(figure(cleaned, "denoise")).toBeGreaterThan(4);
    expect(greyShare(cleaned)).toBeLessThan(greyShare(cleanOf(grainy(), { off: ["denoise"] })));
  });

  test("is not seen on good scans", () => {
    for (const name of PagePictures.names()) expect(names(cleanOf(pictures.sample(name)))).not.toContain("denoise");
  });
});

describe("resolution", () => {
  test.each([150, 200, 250])("%d dpi becomes 300", (dpi) => {
    const cleaned = cleanOf(dpi === PICTURE_DPI ? form : form.resized(dpi / PICTURE_DPI), { dpi });
    expect(cleaned.resolutionDpi).toBe(300);
    expect(figure(cleaned, "upsample")).toBe(300);
  });

  test("300 dpi stays, and so does any when the step is off", () => {
    expect(names(cleanOf(form.resized(1.5), { dpi: 300 }))).not.toContain("upsample");
    expect(cleanOf(form, { off: ["upsample"] }).resolutionDpi).toBe(PICTURE_DPI);
  });
});

describe("ruled lines", () => {
  /** Three rows of 12 mm and four columns of 20 mm, 20 mm from the left, 30 mm from the top. */
  const table = () => {
    let page = pictures.paper();
    for (let row = 0; row <= 3; row++)
      page = pictures.withMark(page, { x: 20, y: 30 + row * 12, width: 80, height: 0.3 });
    for (let column = 0; column <= 4; column++)
      page = pictures.withMark(page, { x: 20 + column * 20, y: 30, width: 0.3, height: 36 });
    return page;
  };

  test("of a table are all found, where they are", () => {
    const cleaned = cleanOf(table());
    const across = cleaned.rules.filter(({ direction }) => direction === "across");
    const down = cleaned.rules.filter(({ direction }) => direction === "down");
    expect([across.length, down.length]).toEqual([4, 5]);
    const toMm = (x: number, y: number) => shownAt(cleaned, x, y).map((px) => px / PX_PER_MM);
    across.forEach(({ x0, x1, y0 }, row) => {
      expect(toMm(x0, y0)[1]).toBeCloseTo(30.15 + row * 12, 0);
      expect(toMm(x0, y0)[0]).toBeCloseTo(20, 0);
      expect(toMm(x1, y0)[0]).toBeCloseTo(100, 0);
    });
  });

  test("are not seen in writing", () => {
    const words = pictures.withPiece(pictures.paper(), form, { x: 25, y: 20, width: 160, height: 16 });
    expect(cleanOf(words).rules.filter(({ direction }) => direction === "down")).toEqual([]);
  });

  test("dotted ones are erased, unless the step is off", () => {
    let page = form;
    for (let dot = 0; dot < 60; dot++)
      page = pictures.withMark(page, { x: 30 + dot, y: 285, width: 0.35, height: 0.35 });
    const [with_, without] = [cleanOf(page, { off: ["rules"] }), cleanOf(page)];
    expect(figure(without, "rules")).toBeGreaterThanOrEqual(60);
    expect(inkShare(without)).toBeLessThan(inkShare(with_));
    expect(names(with_)).not.toContain("rules");
  });

  test("the dots of a sentence stay", () => {
    let page = pictures.paper();
    for (let dot = 0; dot < 6; dot++) page = pictures.withMark(page, { x: 30 + dot, y: 85, width: 0.35, height: 0.35 });
    expect(names(cleanOf(page))).not.toContain("rules");
  });
});

describe("a page of black and white only", () => {
  const fax = ({ data, size } = form) => {
    return pictures.drawing(size, (x, y) => {
      const isInk = (data[(y * size.widthPx + x) * 3] ?? 0) < 160;
      return isInk !== random(x, y) < 0.001 ? 0 : 255;
    });
  };

  test("keeps its resolution and its pixels, and loses its specks", () => {
    const cleaned = cleanOf(fax(), { off: ["deskew"], quality: 88 });
    expect(names(cleaned)).toEqual(expect.arrayContaining(["denoise"]));
    expect(names(cleaned)).not.toEqual(expect.arrayContaining(["flatten"]));
    expect(cleaned.resolutionDpi).toBe(PICTURE_DPI);
    expect(new Set(cleaned.data)).toEqual(new Set([0, 255]));
    expect(inkShare(cleaned)).toBeCloseTo(inkShare(cleanOf(form)), 1);
  });

  test("is enlarged when it is far too coarse", () => {
    const coarse = cleanOf(fax(form.resized(0.5)), { dpi: 100, off: ["orientation"] });
    expect(coarse.resolutionDpi).toBe(300);
    expect(names(coarse)).not.toContain("denoise");
  });

  test("a grey scan is none, also after coarse JPEG", () => {
    expect(names(cleanOf(form, { quality: 30 }))).toContain("flatten");
  });
});

describe("bad input", () => {
  test("of a blank or a black page nothing is to be read", () => {
    const size = { widthPx: 400, heightPx: 500 };
    expect(cleanOf(pictures.paper()).isBlank).toBe(true);
    for (const shade of [0, 20, 255]) expect(cleanOf(pictures.drawing(size, () => shade)).isBlank).toBe(true);
    expect(cleanOf(form).isBlank).toBe(false);
  });

  test.each([1, 2, 7, 50])("a picture of %d pixels has an answer", (side) => {
    const picture = pictures.drawing({ widthPx: side, heightPx: side }, (x, y) => 255 * random(x, y));
    const cleaned = cleanOf(picture);
    expect(cleaned.data.length).toBe(cleaned.widthPx * cleaned.heightPx);
    expect(cleaned.toShown.every(Number.isFinite)).toBe(true);
  });

  test("pure grain, a long strip and a picture that claims one dpi have an answer", () => {
    const grain = pictures.drawing({ widthPx: 900, heightPx: 1200 }, (x, y) => 255 * random(x, y));
    const strip = pictures.drawing({ widthPx: 40, heightPx: 4000 }, (x, y) => 255 * random(x, y));
    for (const cleaned of [cleanOf(grain), cleanOf(strip), cleanOf(form, { dpi: 1 })])
      expect(cleaned.data.length).toBe(cleaned.widthPx * cleaned.heightPx);
  });

  test("a page that claims far too few dpi is not enlarged without end", () => {
    const { widthPx, heightPx } = cleanOf(form, { dpi: 30 });
    expect(Math.max(widthPx, heightPx)).toBeLessThanOrEqual(5400);
  });

  test("a large page is reduced", () => {
    const large = form.resized(2.5);
    const cleaned = cleanOf(large, { dpi: 300 });
    expect(Math.max(cleaned.widthPx, cleaned.heightPx)).toBeLessThanOrEqual(5400);
  });

  test("a broken picture is refused", () => {
    const bytes = form.jpeg();
    const order = { resolutionDpi: PICTURE_DPI, quarterTurns: 0 as const, off: [] };
    expect(() => clean(images, { ...order, bytes: bytes.subarray(0, bytes.length / 2) })).toThrow(
      expect.objectContaining({ code: "FILE_TRUNCATED" }),
    );
  });
});

interface Options {
  dpi?: number;
  quarterTurns?: QuarterTurns;
  off?: CleaningStepName[];
  quality?: number;
}

function cleanOf(picture: Picture, { dpi = PICTURE_DPI, quarterTurns = 0, off = [], quality = 90 }: Options = {}) {
  return clean(images, { bytes: picture.jpeg(quality), resolutionDpi: dpi, quarterTurns, off });
}

/** What would be done to the cleaned page as if it were a new one. */
function again({ data, widthPx, heightPx, resolutionDpi }: CleanedPage): CleanedPage {
  const page = pictures.drawing({ widthPx, heightPx }, (x, y) => data[y * widthPx + x] ?? 0);
  return cleanOf(page, { dpi: resolutionDpi });
}

function names({ steps }: CleanedPage): CleaningStepName[] {
  return steps.map(({ name }) => name);
}

function figure({ steps }: CleanedPage, wanted: CleaningStepName): number {
  return steps.find(({ name }) => name === wanted)?.value ?? Number.NaN;
}

/** Of ink, of an A4 page. */
function inkShare({ data, resolutionDpi }: CleanedPage): number {
  return data.filter((level) => level < 128).length / (resolutionDpi / 25.4) ** 2 / (210 * 297);
}

function greyShare({ data }: CleanedPage): number {
  return data.filter((level) => level > 60 && level < 230).length / data.length;
}

/** Share of the outermost pixels that are paper. */
function paperAlongRim({ data, widthPx, heightPx }: CleanedPage): number {
  const rim: number[] = [];
  for (let x = 0; x < widthPx; x++) rim.push(data[3 * widthPx + x] ?? 0, data[(heightPx - 4) * widthPx + x] ?? 0);
  for (let y = 0; y < heightPx; y++) rim.push(data[y * widthPx + 3] ?? 0, data[(y + 1) * widthPx - 4] ?? 0);
  return rim.filter((level) => level > 200).length / rim.length;
}

const MARK_MM = 5;

/** Squares far apart, larger than any letter. */
function withMarks(page: Picture): Picture {
  const places = [
    [35, 18],
    [165, 14],
    [30, 265],
    [160, 262],
    [100, 140],
  ] as const;
  return places.reduce((drawn, [x, y]) => {
    const cleared = pictures.withMark(drawn, { x: x - 5, y: y - 5, width: MARK_MM + 10, height: MARK_MM + 10 }, 238);
    return pictures.withMark(cleared, { x, y, width: MARK_MM, height: MARK_MM }, 20);
  }, page);
}

/** Each mark of the cleaned page lies within 1.5 pixels of one of the page as it is shown. @param scale of its pixels to those of 200 dpi */
function expectSameMarks({ data, size }: Picture, cleaned: CleanedPage, scale = 1): void {
  const grey = data.filter((_, index) => index % 3 === 0);
  const shown = marksOf({ data: grey, ...size }, PX_PER_MM * scale);
  const found = marksOf(cleaned, cleaned.resolutionDpi / 25.4);
  expect([shown.length, found.length]).toEqual([5, 5]);
  for (const [x, y] of found) {
    const [shownX, shownY] = shownAt(cleaned, x, y);
    const nearest = Math.min(...shown.map((mark) => Math.hypot(mark[0] - shownX, mark[1] - shownY)));
    expect(nearest).toBeLessThan(1.5 * scale);
  }
}

function marksOf({ data, widthPx, heightPx }: Pick<CleanedPage, "data" | "widthPx" | "heightPx">, pxPerMm: number) {
  const mask = data.map((level) => (level < 110 ? 1 : 0));
  const isMark = (px: number) => px / pxPerMm > MARK_MM * 0.75 && px / pxPerMm < MARK_MM * 1.35;
  return findComponents(mask, widthPx, heightPx).list.flatMap(({ left, right, top, bottom, pixels }) => {
    const [width, height] = [right - left + 1, bottom - top + 1];
    const isFull = pixels / (width * height) > 0.7;
    return isFull && isMark(width) && isMark(height) ? [[left + width / 2, top + height / 2] as const] : [];
  });
}

function shownAt({ toShown: [a, b, c, d, e, f, g, h, i] }: CleanedPage, x: number, y: number): [number, number] {
  const depth = g * x + h * y + i;
  return [(a * x + b * y + c) / depth, (d * x + e * y + f) / depth];
}

/** How a camera sees a page on a dark desk, a little from the side. @param light at a column of the photo, 0–1 */
function photograph(page: Picture, light: (x: number) => number = () => 1): Picture {
  const { data, size } = page;
  return pictures.drawing({ widthPx: 1900, heightPx: 2600 }, (x, y) => {
    const depth = 1 + 0.00003 * x + 0.00002 * y;
    const u = Math.floor(((x - 120) * 1.0 + 0.03 * (y - 130)) * depth);
    const v = Math.floor(((y - 130) * 1.0 - 0.02 * (x - 120)) * depth);
    const isPage = u >= 0 && v >= 0 && u < size.widthPx && v < size.heightPx;
    return light(x) * (isPage ? (data[(v * size.widthPx + u) * 3] ?? 0) : 60 + 10 * random(x >> 2, y >> 2));
  });
}

function lit({ data, size }: Picture, light: (x: number, y: number) => number): Picture {
  return pictures.drawing(size, (x, y) => (data[(y * size.widthPx + x) * 3] ?? 0) * light(x, y));
}

function clamp(level: number): number {
  return Math.max(0, Math.min(255, level));
}

/** 0–1, always the same. */
function random(x: number, y: number): number {
  let mixed = Math.imul(x + 1, 374761393) ^ Math.imul(y + 1, 668265263);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 1274126177);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 2246822519);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 4294967296;
}
