import { beforeAll, expect, test } from "vitest";
import { PagePictures, PICTURE_DPI, PX_PER_MM, type Picture } from "../../page-pictures.fixture";
import type { CardSide, StoredImage } from "../protocol";
import { Images } from "./images";
import { joinCard } from "./join-card";

type Colour = readonly [red: number, green: number, blue: number];
const FRONT: Colour = [176, 208, 196];
const BACK: Colour = [214, 200, 160];
const CARD_MM = { width: 85.6, height: 53.98 };
/** Of the joined page. */
const OUT_PX_PER_MM = 300 / 25.4;

let pictures: PagePictures;
let images: Images;
beforeAll(async () => {
  pictures = await PagePictures.open();
  images = await Images.open();
});

test("both sides come at their true size on one white A4 page, the front above the back", () => {
  const page = join(side(onLid(FRONT, 20, 30)), side(onLid(BACK, 90, 200)));
  expect(page).toMatchObject({ widthPx: 2480, heightPx: 3508, resolutionDpi: 300, mimeType: "image/jpeg" });
  expectCard(page, FRONT, "upper");
  expectCard(page, BACK, "lower");
  expect(colourAt(pictures.decoded(page.bytes), 5, 5)).toEqual([255, 255, 255]);
});

test.each([-9, -2, 4, 12])("a card that lies askew by %d degrees is set straight", (degrees) => {
  const page = join(side(onLid(FRONT, 60, 100).turned(degrees)), side(onLid(BACK, 60, 100)));
  expectCard(page, FRONT, "upper");
});

test("a card that was scanned upside down or standing is turned as its page is", () => {
  const page = join(side(onLid(FRONT, 60, 100).quarters(3), 1), side(onLid(BACK, 60, 100).quarters(2), 2));
  expectCard(page, FRONT, "upper");
  expectCard(page, BACK, "lower");
});

test("a picture that shows nothing but the card is taken whole", () => {
  const close = { ...side(card(FRONT)), resolutionDpi: null };
  expectCard(join(close, close), FRONT, "upper");
});

test("a photo of a card close by has any size", () => {
  const photo = onLid(FRONT, 12, 10).cropped({ x: 0, y: 0, width: 110, height: 75 });
  expectCard(join({ ...side(photo), resolutionDpi: 60 }, side(onLid(BACK, 60, 100))), FRONT, "upper");
});

test("a page without a card comes whole, reduced to half a sheet", () => {
  const page = join(side(pictures.sample("giay-chung-sinh")), side(onLid(BACK, 60, 100)));
  expect(page).toMatchObject({ widthPx: 2480, heightPx: 3508 });
  expectCard(page, BACK, { top: 25 + 110 + 25 });
});

test("half a file is refused", () => {
  const broken = side(onLid(FRONT, 60, 100));
  const half = { ...broken, bytes: broken.bytes.subarray(0, broken.bytes.length / 2) };
  expect(() => join(half, broken)).toThrow(expect.objectContaining({ code: "FILE_TRUNCATED" }));
});

function join(front: CardSide, back: CardSide): StoredImage {
  return joinCard(images, front, back);
}

function side(picture: Picture, turns: CardSide["turns"] = 0): CardSide {
  return { bytes: picture.jpeg(92), turns, resolutionDpi: PICTURE_DPI };
}

/** A card with a portrait, lines of print, and a red corner at its top left that shows how it lies. */
function card(colour: Colour): Picture {
  const size = { widthPx: Math.round(CARD_MM.width * PX_PER_MM), heightPx: Math.round(CARD_MM.height * PX_PER_MM) };
  return pictures.painting(size, (x, y) => {
    const [atX, atY] = [x / PX_PER_MM, y / PX_PER_MM];
    if (atX < 8 && atY < 8) return [220, 30, 30];
    if (atX > 4 && atX < 26 && atY > 18 && atY < 46) return [90, 80, 70];
    if (atX > 32 && Math.floor(atY) % 5 === 0 && (x * 7) % 11 < 6) return [40, 40, 60];
    return colour;
  });
}

function onLid(colour: Colour, x: number, y: number): Picture {
  return pictures.paper().with(card(colour), x, y);
}

/** Fills its place to its corners and no further, and lies the right way round. */
function expectCard(page: StoredImage, colour: Colour, where: "upper" | "lower" | { top: number }): void {
  const picture = pictures.decoded(page.bytes);
  const left = (210 - CARD_MM.width) / 2;
  const top = typeof where === "object" ? where.top : where === "upper" ? 25 : 25 + CARD_MM.height + 25;
  const right = left + CARD_MM.width;
  const bottom = top + CARD_MM.height;
  expectNear(colourAt(picture, left + 4, top + 4), [220, 30, 30]);
  for (const [x, y] of [
    [right - 2, top + 2],
    [right - 2, bottom - 2],
    [left + 2, bottom - 2],
  ] as const)
    expectNear(colourAt(picture, x, y), colour);
  for (const [x, y] of [
    [left - 2, top + 20],
    [right + 2, top + 20],
    [left + 40, top - 2],
    [left + 40, bottom + 2],
  ] as const)
    expectNear(colourAt(picture, x, y), [252, 252, 252]);
}

function colourAt({ data, size }: Picture, xMm: number, yMm: number): number[] {
  const at = (Math.round(yMm * OUT_PX_PER_MM) * size.widthPx + Math.round(xMm * OUT_PX_PER_MM)) * 3;
  return [...data.subarray(at, at + 3)];
}

function expectNear(found: readonly number[], wanted: Colour): void {
  found.forEach((level, band) =>
    expect(Math.abs(level - (wanted[band] ?? 0)), `${found} for ${wanted}`).toBeLessThan(22),
  );
}
