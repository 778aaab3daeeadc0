import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ImageProcess } from "../host";
import { buildImageProcess } from "../image-process.fixture";
import { makeBmp, makePdf, makePng, makePpm, makeTiff, PASSWORD_PDF, withOrientation } from "../sample-files.fixture";
import { createImaging, startNodeImageProcess, type Imaging, type StoredImage } from "./index";

const NEVER = new AbortController().signal;
const PNG_HEADER_BYTES = 24;
const SMALL = { widthPx: 300, heightPx: 300, dpi: 100 };

let entry: string;
let imaging: Imaging;
let running: ImageProcess;
let jpeg: Uint8Array;

beforeAll(async () => {
  entry = await buildImageProcess();
  imaging = createImaging({ startImageProcess: async () => (running = startNodeImageProcess(entry)) });
  jpeg = (await imaging.toStoredImage(makePpm(827, 1169), null)).bytes;
});
afterAll(() => imaging.close());

describe("one page from a scanner or a camera", () => {
  test("a scanned page becomes a JPEG with the resolution of the scanner", async () => {
    const image = await imaging.toStoredImage(makePpm(300, 200), 150);
    expect(image).toMatchObject({ mimeType: "image/jpeg", widthPx: 300, heightPx: 200, resolutionDpi: 150 });
    expect(Buffer.from(image.bytes.subarray(0, 3)).toString("hex")).toBe("ffd8ff");
  });

  test("a sound upright JPEG is kept byte for byte", async () => {
    const image = await imaging.toStoredImage(jpeg, null);
    expect(Buffer.from(image.bytes).equals(jpeg)).toBe(true);
  });

  test("a photo taken with the camera turned is stored upright", async () => {
    const image = await imaging.toStoredImage(withOrientation(jpeg, 6), null);
    expect(image).toMatchObject({ widthPx: 1169, heightPx: 827 });
  });

  test("a picture that claims no believable resolution is taken for a sheet of A4", async () => {
    const image = await imaging.toStoredImage(jpeg, null);
    expect(image.resolutionDpi).toBe(100);
  });

  test("a picture that claims a believable resolution is believed", async () => {
    const image = await imaging.toStoredImage(makeTiff([{ widthPx: 400, heightPx: 600, dpi: 200 }]), null);
    expect(image).toMatchObject({ widthPx: 400, heightPx: 600, resolutionDpi: 200 });
  });

  test("a reduced picture keeps its shape and is never enlarged", async () => {
    const small = await imaging.toStoredImage(await imaging.resize(jpeg, 320), null);
    expect(small).toMatchObject({ widthPx: 226, heightPx: 320 });
    const same = await imaging.toStoredImage(await imaging.resize(jpeg, 5000), null);
    expect(same).toMatchObject({ widthPx: 827, heightPx: 1169 });
  });
});

describe("a page that is turned", () => {
  test("changes sides", async () => {
    const page = (await imaging.toStoredImage(makePpm(300, 200), 150)).bytes;
    const turned = await imaging.toStoredImage(await imaging.turn(page, 1), null);
    expect(turned).toMatchObject({ widthPx: 200, heightPx: 300 });
    expect(await imaging.turn(page, 0)).toBe(page);
  });

  test("is reduced in its new shape", async () => {
    const small = await imaging.toStoredImage(await imaging.resize(jpeg, 320, 3), null);
    expect(small).toMatchObject({ widthPx: 320, heightPx: 226 });
  });
});

describe("bitmaps of Windows drivers", () => {
  test.each([1, 4, 8, 24, 32])("of %d bits a pixel become pages", async (bits) => {
    const image = await imaging.toStoredImage(makeBmp({ widthPx: 301, heightPx: 200, bits, dpi: 150 }), null);
    expect(image).toMatchObject({ mimeType: "image/jpeg", widthPx: 301, heightPx: 200, resolutionDpi: 150 });
    expect(await imaging.inspect(image.bytes, 150, 0)).toMatchObject({ isBlank: false });
  });

  test("stand upright, whichever row comes first", async () => {
    const [up, down] = await Promise.all(
      [false, true].map((isTopDown) =>
        imaging.toStoredImage(makeBmp({ widthPx: 64, heightPx: 40, bits: 24, isTopDown }), 100),
      ),
    );
    expect(Buffer.from(up?.bytes ?? []).equals(Buffer.from(down?.bytes ?? [1]))).toBe(true);
  });

  test("that are cut off, packed or lie about their size are refused", async () => {
    const bmp = makeBmp({ widthPx: 100, heightPx: 100, bits: 24 });
    const packed = Buffer.from(bmp);
    packed.writeUInt32LE(1, 30);
    const huge = Buffer.from(bmp);
    huge.writeInt32LE(60_000, 18);
    huge.writeInt32LE(60_000, 22);
    const palette = makeBmp({ widthPx: 8, heightPx: 8, bits: 8 });
    palette.writeUInt32LE(1, 46);
    for (const [bytes, code] of [
      [bmp.subarray(0, 5000), "FILE_TRUNCATED"],
      [bmp.subarray(0, 40), "FILE_TRUNCATED"],
      [packed, "FILE_UNREADABLE"],
      [huge, "IMAGE_TOO_LARGE"],
      [palette, "FILE_UNREADABLE"],
    ] as const)
      await expect(imaging.toStoredImage(bytes, null)).rejects.toMatchObject({ code });
  });
});

describe("files of many pages", () => {
  test("a PDF gives its pages at 300 dpi", async () => {
    const pages = await readAll(makePdf(2));
    expect(pages.map(({ widthPx, heightPx, resolutionDpi }) => [widthPx, heightPx, resolutionDpi])).toEqual([
      [2480, 3508, 300],
      [2480, 3508, 300],
    ]);
  });

  test("a TIFF gives each page at its own resolution", async () => {
    const tiff = makeTiff([
      { widthPx: 400, heightPx: 600, dpi: 200 },
      { widthPx: 300, heightPx: 300, dpi: 100 },
    ]);
    const pages = await readAll(tiff);
    expect(pages.map(({ widthPx, resolutionDpi }) => [widthPx, resolutionDpi])).toEqual([
      [400, 200],
      [300, 100],
    ]);
  });

  test("pages are counted without being drawn", async () => {
    expect(await imaging.countPages(makePdf(300))).toBe(300);
    expect(await imaging.countPages(jpeg)).toBe(1);
  });

  test("a page of a PDF becomes a PNG at the resolution asked for", async () => {
    const png = Buffer.from(await imaging.rasterisePdf(makePdf(2), 2, 72));
    expect(png.length).toBeGreaterThan(PNG_HEADER_BYTES);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([595, 842]);
    await expect(imaging.rasterisePdf(makePdf(2), 3, 72)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("the pages before a damaged one are given", async () => {
    const pages: StoredImage[] = [];
    await expect(readAll(makeTiff([SMALL, SMALL, { ...SMALL, isCut: true }]), pages)).rejects.toMatchObject({
      code: "FILE_TRUNCATED",
    });
    expect(pages).toHaveLength(2);
  });

  test("reading stops between two pages when it is cancelled", async () => {
    const abort = new AbortController();
    const pages: StoredImage[] = [];
    const reading = async () => {
      for await (const page of imaging.pagesOfFile(makePdf(3), abort.signal)) {
        pages.push(page);
        abort.abort();
      }
    };
    await expect(reading()).rejects.toMatchObject({ code: "CANCELLED" });
    expect(pages).toHaveLength(1);
  });
});

describe("bad files", () => {
  test.each([
    ["an empty file", () => Buffer.alloc(0), "FILE_EMPTY"],
    ["half a JPEG", () => jpeg.subarray(0, jpeg.length / 2), "FILE_TRUNCATED"],
    ["a JPEG that lacks its last bytes", () => jpeg.subarray(0, jpeg.length - 10), "FILE_TRUNCATED"],
    ["half a PNG", () => makePng(800, 800).subarray(0, 100), "FILE_TRUNCATED"],
    [
      "a TIFF without its directory",
      () => makeTiff([{ widthPx: 9, heightPx: 9, dpi: 72 }]).subarray(0, 8),
      "FILE_TRUNCATED",
    ],
    ["half a PDF", () => makePdf(4).subarray(0, 600), "FILE_TRUNCATED"],
    ["a PDF of nothing but its two ends", () => Buffer.from("%PDF-1.7\nkhông có gì\n%%EOF\n"), "FILE_UNREADABLE"],
    ["a PDF locked by a password", () => PASSWORD_PDF, "FILE_PASSWORD_PROTECTED"],
    ["a text under the name of a PDF", () => Buffer.from("Kính gửi Ủy ban nhân dân xã"), "FILE_TYPE_UNSUPPORTED"],
    ["a photo of a phone in HEIC", () => heic("heic"), "FILE_HEIC_UNSUPPORTED"],
    ["a HEIC of several pictures", () => heic("mif1"), "FILE_HEIC_UNSUPPORTED"],
    ["a film", () => heic("isom"), "FILE_TYPE_UNSUPPORTED"],
    ["a program", () => Buffer.from("MZ\x90\0\x03"), "FILE_TYPE_UNSUPPORTED"],
  ])("%s is refused", async (_name, make, code) => {
    await expect(readAll(make())).rejects.toMatchObject({ code });
  });

  test("a PDF of 500 pages is refused with its number of pages", async () => {
    const refusal = { code: "FILE_TOO_MANY_PAGES", facts: { pages: 500, limit: 300 } };
    await expect(readAll(makePdf(500))).rejects.toMatchObject(refusal);
  });

  test("a picture of 20000 × 20000 points is refused before it is decoded", async () => {
    const startedAt = performance.now();
    const png = makePng(20_000, 20_000);
    const refusal = { code: "IMAGE_TOO_LARGE", facts: { widthPx: 20_000, heightPx: 20_000 } };
    await expect(readAll(png)).rejects.toMatchObject(refusal);
    await expect(imaging.toStoredImage(png, null)).rejects.toMatchObject(refusal);
    await expect(imaging.resize(png, 300)).rejects.toMatchObject(refusal);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  test("a PDF page of the size of a wall is refused", async () => {
    await expect(readAll(makePdf(1, { widthPt: 14_000, heightPt: 14_000 }))).rejects.toMatchObject({
      code: "IMAGE_TOO_LARGE",
    });
  });

  test("a file above the limit never reaches the process", async () => {
    const huge = new Uint8Array(256 * 1024 * 1024 + 1);
    await expect(imaging.toStoredImage(huge, null)).rejects.toMatchObject({ code: "FILE_TOO_LARGE" });
  });

  test("bytes under the name of another type are taken for what they are", async () => {
    expect(await readAll(makePng(100, 100))).toHaveLength(1);
  });
});

describe("the process", () => {
  test("dies in the middle of a task: that task fails and the next one works", async () => {
    const task = imaging.toStoredImage(makePpm(3000, 4000), 300);
    setTimeout(() => running.kill(), 20);
    await expect(task).rejects.toMatchObject({ code: "FILE_UNREADABLE" });
    expect(await imaging.countPages(jpeg)).toBe(1);
  });

  test("dies between two pages: the file is opened again and no page is lost", async () => {
    let pages = 0;
    for await (const page of imaging.pagesOfFile(makePdf(3), NEVER)) {
      expect(page.widthPx).toBe(2480);
      if (++pages === 1) running.kill();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(pages).toBe(3);
  });

  test("dies while two files are read: neither gets a page of the other", async () => {
    const tiff = imaging.pagesOfFile(makeTiff([SMALL, SMALL, SMALL]), NEVER)[Symbol.asyncIterator]();
    const pdf = imaging.pagesOfFile(makePdf(3), NEVER)[Symbol.asyncIterator]();
    await tiff.next();
    await pdf.next();
    running.kill();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await pdf.next()).value).toMatchObject({ widthPx: 2480 });
    expect((await tiff.next()).value).toMatchObject({ widthPx: SMALL.widthPx });
    expect((await pdf.next()).value).toMatchObject({ widthPx: 2480 });
    await Promise.all([tiff.return?.(), pdf.return?.()]);
  });

  test("that hangs is killed, and the next task gets a new one", async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hang-"));
    const hanging = path.join(folder, "hang.cjs");
    fs.writeFileSync(hanging, "process.on('message', () => { for (;;); });");
    const entries = [hanging, entry];
    const patient = createImaging(
      { startImageProcess: async () => startNodeImageProcess(entries.shift() ?? entry) },
      { timeoutMs: 5_000 },
    );
    await expect(patient.countPages(jpeg)).rejects.toMatchObject({ code: "FILE_TIMEOUT", facts: { seconds: 5 } });
    expect(await patient.countPages(jpeg)).toBe(1);
    patient.close();
    fs.rmSync(folder, { recursive: true });
  });

  test("is asked for a scanned page before pictures, and for these before a look at quality", async () => {
    const order: string[] = [];
    const done = (name: string) => () => order.push(name);
    await Promise.all([
      imaging.countPages(jpeg).then(done("first")),
      imaging.inspect(jpeg, 100, 0).then(done("inspect")),
      imaging.resize(jpeg, 100).then(done("resize")),
      imaging.toStoredImage(jpeg, 100).then(done("store")),
      imaging.readCodes(jpeg).then(done("codes")),
    ]);
    expect(order.filter((name) => name !== "first")).toEqual(["store", "codes", "resize", "inspect"]);
  });

  test("is closed: tasks that wait are cancelled", async () => {
    const closing = createImaging({ startImageProcess: async () => startNodeImageProcess(entry) });
    const tasks = [closing.countPages(jpeg), closing.resize(jpeg, 100)];
    closing.close();
    for (const task of tasks) await expect(task).rejects.toMatchObject({ code: "CANCELLED" });
  });
});

/** The start of a file of ISO base media, of this brand. */
function heic(brand: string): Buffer {
  return Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from(`ftyp${brand}\0\0\0\0mif1heic`), Buffer.alloc(100)]);
}

async function readAll(bytes: Uint8Array, pages: StoredImage[] = []): Promise<StoredImage[]> {
  for await (const page of imaging.pagesOfFile(bytes, NEVER)) pages.push(page);
  return pages;
}
