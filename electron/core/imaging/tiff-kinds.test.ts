// Every way of packing that scanners, copiers and fax machines use for TIFF, two pages each.
import Vips from "wasm-vips";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildImageProcess } from "../image-process.fixture";
import { createImaging, startNodeImageProcess, type FilePage, type Imaging } from "./index";

const PAGE = { widthPx: 400, heightPx: 560 };
const DPI = 200;

let imaging: Imaging;
let vips: Awaited<ReturnType<typeof Vips>>;
beforeAll(async () => {
  const entry = await buildImageProcess();
  imaging = createImaging({ startImageProcess: async () => startNodeImageProcess(entry) });
  vips = await Vips({ dynamicLibraries: [] });
});
afterAll(() => {
  imaging.close();
  vips.shutdown();
});

/** The upper half of each page is black, in grey or one bit. */
function makePages(options: Record<string, unknown>): Uint8Array {
  const { widthPx, heightPx } = PAGE;
  const page = Buffer.alloc(widthPx * heightPx, 255).fill(0, 0, (widthPx * heightPx) / 2);
  const both = vips.Image.newFromMemory(Buffer.concat([page, page]), widthPx, heightPx * 2, 1, vips.BandFormat.uchar);
  const scan = both.copy({ interpretation: "b-w", xres: DPI / 25.4, yres: DPI / 25.4 });
  return scan.writeToBuffer(".tiff", { ...options, page_height: heightPx });
}

test.each([
  ["nothing", { compression: "none" }],
  ["LZW", { compression: "lzw", predictor: "horizontal" }],
  ["Deflate in tiles", { compression: "deflate", tile: true }],
  ["PackBits", { compression: "packbits" }],
  ["JPEG", { compression: "jpeg", Q: 80 }],
  ["fax group 4", { compression: "ccittfax4", bitdepth: 1 }],
  ["fax group 4, black and white swapped", { compression: "ccittfax4", bitdepth: 1, miniswhite: true }],
  ["LZW of big files", { compression: "lzw", bigtiff: true }],
])("is read when it is packed by %s", async (_name, options) => {
  const pages: FilePage[] = [];
  for await (const page of imaging.pagesOfFile(makePages(options), new AbortController().signal)) pages.push(page);
  expect(pages.map(({ widthPx, heightPx, resolutionDpi }) => [widthPx, heightPx, resolutionDpi])).toEqual([
    [400, 560, DPI],
    [400, 560, DPI],
  ]);
  const decoded = vips.Image.newFromBuffer(pages[1]?.bytes ?? new Uint8Array());
  const levels = [decoded.crop(0, 0, 400, 200), decoded.crop(0, 340, 400, 200)].map((part) => Math.round(part.avg()));
  expect(levels).toEqual([0, 255]);
});
