// Files that ask for more than a counter can give: refused, or read, but never a hang and never the end of the office.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  pdfOfDeclaredPages,
  pdfOfEndlessTree,
  pdfOfMediaBox,
  pdfOfNestedDrawings,
  pdfOfPicture,
  pdfOfUnpackedBytes,
  tiffOfPages,
} from "../hostile-files.fixture";
import { buildImageProcess } from "../image-process.fixture";
import { makePdf } from "../sample-files.fixture";
import { makeTextPdf } from "../text-pdf.fixture";
import { createImaging, startNodeImageProcess, type FilePage, type Imaging } from "./index";

let imaging: Imaging;
let processes = 0;
beforeAll(async () => {
  const entry = await buildImageProcess();
  const startImageProcess = async () => {
    processes += 1;
    return startNodeImageProcess(entry);
  };
  imaging = createImaging({ startImageProcess });
});
afterAll(() => imaging.close());

async function readAll(bytes: Uint8Array, pages: FilePage[] = []): Promise<FilePage[]> {
  for await (const page of imaging.pagesOfFile(bytes, new AbortController().signal)) pages.push(page);
  return pages;
}

describe("is refused", () => {
  test.each<[string, () => Buffer, string]>([
    ["a PDF that declares a million pages", () => pdfOfDeclaredPages(1_000_000), "FILE_TOO_MANY_PAGES"],
    ["a PDF that declares pages that it does not have", () => pdfOfDeclaredPages(200), "FILE_UNREADABLE"],
    ["a PDF whose tree of pages contains itself", () => pdfOfEndlessTree(), "FILE_UNREADABLE"],
    ["a PDF page a point wide and kilometres high", () => pdfOfMediaBox("[0 0 1 2000000]"), "FILE_UNREADABLE"],
    ["a PDF page of 10 × 10 metres", () => pdfOfMediaBox("[0 0 28346 28346]"), "IMAGE_TOO_LARGE"],
    ["a TIFF of 65535 pages", () => tiffOfPages(65_535), "FILE_TOO_MANY_PAGES"],
  ])("%s", async (_name, make, code) => {
    await expect(readAll(make())).rejects.toMatchObject({ code });
  });

  test.each<[string, () => Buffer]>([
    ["drawings that call ten others each, twelve deep", () => pdfOfNestedDrawings(12)],
    ["a content that unpacks to two gigabytes", () => pdfOfUnpackedBytes(2_000_000_000)],
  ])("%s, and the next file is read", async (_name, make) => {
    await imaging.countPages(makePdf(1));
    const before = processes;
    await expect(readAll(make())).rejects.toMatchObject({ code: "FILE_UNREADABLE" });
    expect(await imaging.countPages(makePdf(2))).toBe(2);
    expect(processes).toBe(before + 1);
  });
});

describe("gives its page", () => {
  test.each<[string, () => Buffer]>([
    ["a PDF that declares fewer pages than none", () => pdfOfDeclaredPages(-5)],
    ["a PDF page beyond all measure, taken for a letter", () => pdfOfMediaBox("[0 0 99999999999 99999999999]")],
    ["a PDF page without size", () => pdfOfMediaBox("[0 0 0 0]")],
    ["a PDF page whose size is a text", () => pdfOfMediaBox("(A4)")],
    ["a PDF page of 100 million nothings", () => pdfOfUnpackedBytes(100_000_000)],
    ["a PDF with a picture of 15000 × 15000 points that is cut off", () => pdfOfPicture(15_000)],
  ])("%s", async (_name, make) => {
    const [page, ...rest] = await readAll(make());
    expect(rest).toEqual([]);
    expect(page?.words).toBeNull();
    expect((page?.widthPx ?? 0) * (page?.heightPx ?? 0)).toBeLessThan(9_000_000);
  });

  test("a TIFF whose last page is followed by the first, each once", async () => {
    expect(await readAll(tiffOfPages(3, { isEndless: true }))).toHaveLength(3);
  });

  test("a PDF of more letters than a page can bear, without its words", async () => {
    const line = "Độc lập - Tự do - Hạnh phúc ".repeat(3);
    const lines = Array.from({ length: 1000 }, (_, index) => ({ text: line, x: 10, y: 10 + (index % 80) * 10 }));
    const [page] = await readAll(makeTextPdf({ lines }));
    expect(page).toMatchObject({ words: null, resolutionDpi: 300 });
  });
});
