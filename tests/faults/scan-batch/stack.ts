// The stack of paper: numbered sheets in several papers, a separator sheet before each, and what goes back after a kill.
import { createRequire } from "node:module";
import type Vips from "wasm-vips";
import * as qrcode from "qrcode";
import { separatorText } from "../../../shared/domain";
import { numberedPages } from "../../devices/virtual-mfp/index.mjs";

const load: typeof Vips = createRequire(import.meta.url)("wasm-vips");
const PAGE = { widthPx: 620, heightPx: 877 };
const MODULE_PX = 6;
/** Below the squares of a sheet's number, so that a separator sheet has none. */
const CODE_AT_PX = { left: 80, top: 200 };

export class Stack {
  private constructor(
    private readonly sheets: readonly Buffer[],
    private readonly separators: readonly Buffer[],
  ) {}

  static async print(of: { sheets: number; papers: number }): Promise<Stack> {
    const vips = await load({ dynamicLibraries: [] });
    const separators = Array.from({ length: of.papers }, (_, index) => drawSeparator(vips, index + 1));
    vips.shutdown();
    return new Stack(await numberedPages(of.sheets), separators);
  }

  /** From 0; of what is no sheet, that of no paper. @param sheet from 1 */
  paperOf(sheet: number): number {
    return Math.floor((sheet - 1) / Math.ceil(this.sheets.length / this.separators.length));
  }

  /** What the officer puts into the feeder: the sheets that are not in the program, each paper behind its separator. */
  without(done: ReadonlySet<number>): Buffer[] {
    const pictures: Buffer[] = [];
    let paper = -1;
    for (const [index, picture] of this.sheets.entries()) {
      if (done.has(index + 1)) continue;
      if (this.paperOf(index + 1) !== paper) {
        paper = this.paperOf(index + 1);
        pictures.push(this.separators[paper] ?? picture);
      }
      pictures.push(picture);
    }
    return pictures;
  }
}

function drawSeparator(vips: Awaited<ReturnType<typeof Vips>>, componentNumber: number): Buffer {
  const { modules } = qrcode.create(separatorText({ dossierCode: null, componentNumber }));
  const pixels = new Uint8Array(PAGE.widthPx * PAGE.heightPx).fill(255);
  for (let y = 0; y < modules.size * MODULE_PX; y++)
    for (let x = 0; x < modules.size * MODULE_PX; x++)
      if (modules.get(Math.floor(y / MODULE_PX), Math.floor(x / MODULE_PX)))
        pixels[(y + CODE_AT_PX.top) * PAGE.widthPx + x + CODE_AT_PX.left] = 0;
  const image = vips.Image.newFromMemory(pixels, PAGE.widthPx, PAGE.heightPx, 1, vips.BandFormat.uchar);
  const grey = image.copy({ interpretation: vips.Interpretation.b_w, xres: 75 / 25.4, yres: 75 / 25.4 });
  return Buffer.from(grey.jpegsaveBuffer({ Q: 90 }));
}
