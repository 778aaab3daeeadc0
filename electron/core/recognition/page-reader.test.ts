import qrcode from "qrcode";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Box } from "../../../shared/contract";
import { buildImageProcess } from "../image-process.fixture";
import { createImaging, startNodeImageProcess, type Imaging, type QuarterTurns } from "../imaging";
import { PagePictures, PICTURE_DPI, type Picture } from "../page-pictures.fixture";
import { DomainError } from "../../../shared/errors";
import type { OcrEngineKind } from "./engine";
import { EnginePool } from "./engine-pool";
import { tesseractJsEngine } from "./engines/tesseract-js";
import { TESSDATA } from "./fixtures/letter";
import { createPageReader, type PagePicture } from "./page-reader";
import type { PageRead } from "./page-reading";
import { turnBox } from "./shown-page";

const KIND = tesseractJsEngine(TESSDATA);
let pictures: PagePictures;
let imaging: Imaging;
let pool: EnginePool;
let sample: Picture;
let upright: PageRead;
beforeAll(async () => {
  const entry = await buildImageProcess();
  imaging = createImaging({ startImageProcess: () => Promise.resolve(startNodeImageProcess(entry)) });
  pool = new EnginePool({ size: 1 });
  pictures = await PagePictures.open();
  sample = pictures.sample("giay-uy-quyen");
  upright = await read(sample);
});
afterAll(() => {
  pool.close();
  imaging.close();
});

const asPage = (picture: Picture, more: Partial<PagePicture> = {}): PagePicture => ({
  ...{ bytes: picture.jpeg(), ...picture.size, resolutionDpi: PICTURE_DPI, quarterTurns: 0, off: [] },
  ...more,
});

function read(picture: Picture, more: Partial<PagePicture> = {}, kind: OcrEngineKind = KIND): Promise<PageRead> {
  return createPageReader({ imaging, pool }).read(asPage(picture, more), kind);
}

const placeOf = ({ words }: PageRead, text: string): Box | undefined => words.find((word) => word.text === text);
const isNear = (a: Box | undefined, b: Box | undefined) =>
  a !== undefined &&
  b !== undefined &&
  (["x0", "y0", "x1", "y1"] as const).every((side) => Math.abs(a[side] - b[side]) < 12);

describe("reading a page", () => {
  it("reads text in order, with each word where it stands on the page as it is shown", () => {
    expect(upright.text).toContain("GIẤY ỦY QUYỀN");
    expect(upright.text).toContain("HẠNH PHƯỚC");
    expect(upright.confidence).toBeGreaterThan(80);
    expect(upright.notes).toEqual([]);
    const { widthPx, heightPx } = sample.size;
    for (const word of upright.words) {
      expect(word.x0).toBeGreaterThanOrEqual(-2);
      expect(word.x1).toBeLessThanOrEqual(widthPx + 2);
      expect(word.y1).toBeLessThanOrEqual(heightPx + 2);
      expect(word.x0).toBeLessThan(word.x1);
    }
  });

  it.each([1, 2, 3] as const)("reads a page that lies %d quarter turns off, and says so", async (turns) => {
    const turnedPage = await read(sample.quarters(turns));
    expect(turnedPage.text).toContain("GIẤY ỦY QUYỀN");
    expect(turnedPage.notes).toEqual(["upside_down"]);
    const place = placeOf(upright, "PHƯỚC");
    const expected = place && turnBox(place, { turns, size: sample.size });
    expect(isNear(placeOf(turnedPage, "PHƯỚC"), expected)).toBe(true);
  });

  it.each([1, 2, 3] as const)(
    "finds that by reading, too, when the cleaning could not tell (%d turns)",
    async (turns) => {
      const unsure: typeof imaging.clean = (order) => imaging.clean({ ...order, off: [...order.off, "orientation"] });
      const reader = createPageReader({ imaging: { ...imaging, clean: unsure }, pool });
      const turnedPage = await reader.read(asPage(sample.quarters(turns)), KIND);
      expect(turnedPage.text).toContain("GIẤY ỦY QUYỀN");
      expect(turnedPage.notes).toEqual(["upside_down"]);
      expect(turnedPage.steps[0]).toEqual({ name: "orientation", value: (4 - turns) * 90 });
      const place = placeOf(upright, "PHƯỚC");
      const expected = place && turnBox(place, { turns, size: sample.size });
      expect(isNear(placeOf(turnedPage, "PHƯỚC"), expected)).toBe(true);
    },
  );

  it("gives places on the page as it is shown when the officer has turned it", async () => {
    const turns: QuarterTurns = 1;
    const shown = await read(sample.quarters(3), { quarterTurns: turns });
    expect(shown.notes).toEqual([]);
    expect(isNear(placeOf(shown, "PHƯỚC"), placeOf(upright, "PHƯỚC"))).toBe(true);
  });

  it("leaves a page upside down when the officer has switched turning off", async () => {
    const { text, notes } = await read(sample.quarters(2), { off: ["orientation"] });
    expect(text).not.toContain("GIẤY ỦY QUYỀN");
    expect(notes).not.toContain("upside_down");
  });
});

describe("QR codes", () => {
  it("are read, on a blank page, too", async () => {
    const { modules } = qrcode.create("QMC", { errorCorrectionLevel: "M" });
    const size = { widthPx: modules.size * 6 + 60, heightPx: modules.size * 6 + 60 };
    const code = pictures.drawing(size, (x, y) => {
      const [column, row] = [Math.floor((x - 30) / 6), Math.floor((y - 30) / 6)];
      const isInside = Math.min(column, row) >= 0 && Math.max(column, row) < modules.size;
      return isInside && modules.get(row, column) ? 20 : 240;
    });
    const page = pictures.paper().with(code, 80, 100);
    expect((await read(page)).codes).toEqual([{ kind: "qr", text: "QMC" }]);
  });
});

describe("a page with nothing to read", () => {
  const noEngine: OcrEngineKind = { id: "none", open: () => expect.unreachable("no engine is needed") };

  it("is told to be blank without an engine", async () => {
    expect(await read(pictures.paper(), {}, noEngine)).toMatchObject({
      text: "",
      words: [],
      notes: ["blank"],
      confidence: 0,
    });
  });

  it.each([
    ["black", () => pictures.drawing({ widthPx: 1654, heightPx: 2339 }, () => 3)],
    ["fifty pixels wide", () => pictures.drawing({ widthPx: 50, heightPx: 50 }, (x, y) => (x * y) % 256)],
  ])("is answered with no or hardly any words when it is %s", async (_, draw) => {
    const { words, notes } = await read(draw());
    expect(words.length).toBeLessThan(4);
    if (words.length === 0) expect(notes).toHaveLength(1);
  });

  it("is refused when it is no picture", async () => {
    const bytes = Buffer.from("no picture");
    await expect(read(sample, { bytes })).rejects.toMatchObject({ code: expect.stringMatching(/^FILE_/) as string });
  });
});

describe("a page that brought its text along", () => {
  it("is taken as it is, with the codes that are on it", async () => {
    const words = [
      { text: "Quy\u1ebft".normalize("NFD"), x0: 10, y0: 20, x1: 60, y1: 40, line: 0 },
      { text: "định", x0: 70, y0: 20, x1: 110, y1: 40, line: 0 },
      { text: "Điều", x0: 10, y0: 60, x1: 50, y1: 80, line: 1 },
    ];
    const taken = await createPageReader({ imaging, pool }).takeTextLayer(asPage(sample), words);
    expect(taken).toMatchObject({
      text: "Quyết định\nĐiều",
      engine: "text layer",
      confidence: 100,
      codes: [],
      notes: [],
    });
    expect(taken.words[0]).toEqual({ ...words[0], text: "Quyết", confidence: 100 });
  });
});

describe("an engine that breaks", () => {
  it("in the first reading fails the page", async () => {
    const broken: OcrEngineKind = {
      id: "broken",
      open: () => ({ recognise: () => Promise.reject(new DomainError("OCR_FAILED", {})), close: () => undefined }),
    };
    await expect(read(sample, {}, broken)).rejects.toMatchObject({ code: "OCR_FAILED" });
  });
});
