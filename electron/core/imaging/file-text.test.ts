// Text that files bring along, and signatures on them.
import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildImageProcess } from "../image-process.fixture";
import { makePdf, makePng } from "../sample-files.fixture";
import { createImaging, startNodeImageProcess, type FilePage, type Imaging } from "./index";
import { isSignedPdf } from "./process/signed-pdf";
import { makeTextPdf, withSignature, type TextLine } from "../text-pdf.fixture";

const NEVER = new AbortController().signal;
const LINES: TextLine[] = [
  { text: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", x: 180, y: 800 },
  { text: "Họ và tên: Nguyễn Thị Ngọc Hưởng", x: 60, y: 740 },
  { text: "Nơi cư trú: thôn Đăk Dé, xã Rờ Kơi", x: 60, y: 720 },
  { text: "Số tiền 1.250.000 đồng", x: 60, y: 700 },
];
const PX = 300 / 72;

let imaging: Imaging;
beforeAll(async () => {
  const entry = await buildImageProcess();
  imaging = createImaging({ startImageProcess: async () => startNodeImageProcess(entry) });
});
afterAll(() => imaging.close());

async function readAll(bytes: Uint8Array): Promise<FilePage[]> {
  const pages: FilePage[] = [];
  for await (const page of imaging.pagesOfFile(bytes, NEVER)) pages.push(page);
  return pages;
}

async function linesOf(pdf: Buffer): Promise<string[] | null> {
  const words = (await readAll(pdf))[0]?.words;
  if (!words) return null;
  const lines: string[] = [];
  for (const { line, text } of words) lines[line] = lines[line] === undefined ? text : `${lines[line]} ${text}`;
  return lines;
}

const changed = (change: (text: string) => string) => LINES.map((line) => ({ ...line, text: change(line.text) }));

describe("text of a PDF", () => {
  test("is taken word by word, in its lines, in composed letters", async () => {
    const texts = LINES.map(({ text }) => text);
    expect(await linesOf(makeTextPdf({ lines: LINES }))).toEqual(texts);
    expect(await linesOf(makeTextPdf({ lines: changed((text) => text.normalize("NFD")) }))).toEqual(texts);
  });

  test("is taken from what a browser prints", async () => {
    const receipt = fs.readFileSync(path.join(import.meta.dirname, "../../../renderer/forms/receipt/golden.pdf"));
    const text = (await linesOf(receipt))?.join("\n") ?? "";
    expect(text).toContain("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ");
    expect(text).toContain("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
  });

  test("stands where it is seen, also on a page that is turned", async () => {
    const [page] = await readAll(makeTextPdf({ lines: LINES }));
    const word = page?.words?.find(({ text }) => text === "Họ");
    expect(word?.x0).toBeCloseTo(60.5 * PX, -1);
    expect(word?.y1).toBeCloseTo((842 - 740) * PX, -1);
    const [turned] = await readAll(makeTextPdf({ lines: LINES, rotation: 90 }));
    const same = turned?.words?.find(({ text }) => text === "Họ");
    expect(turned?.widthPx).toBeGreaterThan(turned?.heightPx ?? 0);
    expect(same?.x0).toBeCloseTo(740 * PX, -1);
    expect(same?.y0).toBeCloseTo(60.5 * PX, -1);
  });

  const boxes = (lines: readonly TextLine[]) =>
    lines.map(({ text, x, y }) => `${String(x)} ${String(y)} ${String(text.length * 6)} 7 re f`).join("\n");

  test("that nobody sees is taken where it reads well and lies on ink", async () => {
    const pdf = makeTextPdf({ lines: LINES, isInvisible: true, drawing: boxes(LINES) });
    expect((await linesOf(pdf))?.[1]).toBe("Họ và tên: Nguyễn Thị Ngọc Hưởng");
  });

  const elsewhere = LINES.map((line) => ({ ...line, y: line.y - 400 }));
  test.each<[string, Buffer]>([
    ["that is not there", makePdf(1)],
    ["that lies where nothing is seen", makeTextPdf({ lines: LINES, isInvisible: true, drawing: boxes(elsewhere) })],
    [
      "that is hidden beside a picture of other text",
      makeTextPdf({ lines: LINES.slice(0, 1), drawing: boxes(elsewhere) }),
    ],
    [
      "of an old font",
      makeTextPdf({ lines: changed(() => "Céng hoµ x· héi chñ nghÜa ViÖt Nam §éc lËp Tù do H¹nh phóc") }),
    ],
    ["of Latin-1 that was UTF-8", makeTextPdf({ lines: changed((text) => Buffer.from(text).toString("latin1")) })],
    ["of letters that nobody knows", makeTextPdf({ lines: changed((text) => text.replace(/[a-z]/g, "\ue001")) })],
    ["of no language", makeTextPdf({ lines: changed((text) => text.replace(/\p{L}+/gu, "zq$&")) })],
    ["of two words", makeTextPdf({ lines: [{ text: "Trang 1", x: 60, y: 60 }] })],
    [
      "over which a form was filled in",
      makeTextPdf({
        lines: LINES,
        entries: "/Annots [<< /Type /Annot /Subtype /Widget /FT /Tx /Rect [60 600 200 620] >>]",
      }),
    ],
  ])("%s is not taken", async (_name, pdf) => {
    expect(await linesOf(pdf)).toBeNull();
  });

  test("under a visible signature is taken", async () => {
    const entries = "/Annots [<< /Type /Annot /Subtype /Widget /FT /Sig /Rect [60 600 200 620] >>]";
    expect(await linesOf(makeTextPdf({ lines: LINES, entries }))).toHaveLength(LINES.length);
  });
});

describe("a signed PDF", () => {
  const signed = withSignature(makeTextPdf({ lines: LINES, pages: 2 }));

  test("is told from others, and its pages are given as of any file", async () => {
    const pages = await readAll(signed);
    expect(pages.map(({ origin }) => origin)).toEqual([
      { mimeType: "application/pdf", pageCount: 2, pageNumber: 1, isSigned: true },
      { mimeType: "application/pdf", pageCount: 2, pageNumber: 2, isSigned: true },
    ]);
    const [plain] = await readAll(makePng(100, 100));
    expect(plain?.origin).toEqual({ mimeType: "image/png", pageCount: 1, pageNumber: 1, isSigned: false });
  });

  const says = (text: string) => Buffer.from(`%PDF-1.4\n${text}\n${"x".repeat(200)}`);
  test.each<[string, Buffer]>([
    ["one that only speaks of it", says("(/ByteRange [0 10 20 30])")],
    ["a range behind the end", says("/ByteRange [0 10 20 99999]")],
    ["a range without a gap", says("/ByteRange [0 10 10 30]")],
    ["a range that does not begin at the beginning", says("/ByteRange [5 10 20 30]")],
    ["no range", says("/ByteRange /Contents")],
    ["an empty file", Buffer.alloc(0)],
  ])("is not %s", (_name, bytes) => {
    expect(isSignedPdf(bytes)).toBe(false);
  });
});
