// The separator sheets as they are printed, read back as a scanner sees them: turned, askew, grey, at low resolution.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import Vips from "wasm-vips";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildImageProcess } from "../../electron/core/image-process.fixture";
import { createImaging, startNodeImageProcess, type Imaging } from "../../electron/core/imaging";
import { parseSeparatorText, type SeparatorMark } from "../../shared/domain";

const GOLDEN = path.resolve(import.meta.dirname, "../../renderer/forms/separator/golden.pdf");
const DOSSIER = "TAM-02-261123-0007";
/** In the order of the form's sample. */
const MARKS: readonly SeparatorMark[] = [
  { dossierCode: DOSSIER, componentNumber: 1 },
  { dossierCode: DOSSIER, componentNumber: 12 },
  { dossierCode: DOSSIER, componentNumber: null },
];

let imaging: Imaging;
let vips: Awaited<ReturnType<typeof Vips>>;
let folder: string;
beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "quay-separators-"));
  const entry = await buildImageProcess();
  imaging = createImaging({ startImageProcess: async () => startNodeImageProcess(entry) });
  vips = await Vips({ dynamicLibraries: [] });
}, 120_000);
afterAll(() => {
  imaging.close();
  vips.shutdown();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** @param turnedDegrees clockwise, on white paper */
function scanned(sheet: number, resolutionDpi: number, turnedDegrees: number): Uint8Array {
  const out = path.join(folder, `${String(sheet)}-${String(resolutionDpi)}`);
  const pages = ["-f", String(sheet), "-l", String(sheet), "-singlefile"];
  execFileSync("pdftoppm", ["-r", String(resolutionDpi), ...pages, "-gray", "-png", GOLDEN, out], {
    timeout: 60_000,
    killSignal: "SIGKILL",
  });
  const page = vips.Image.newFromFile(`${out}.png`);
  const turned = page.rotate(turnedDegrees, { background: [255] }).linear([0.86], [14]);
  const noise = vips.Image.gaussnoise(turned.width, turned.height, { sigma: 5, mean: 0, seed: 7 });
  return turned.add(noise).cast("uchar").jpegsaveBuffer({ Q: 70 });
}

describe("a printed separator sheet", () => {
  it.each([
    [150, 0],
    [150, 181.5],
    [200, -2],
    [200, 180],
    [300, 1.4],
  ])("scanned at %i dpi and turned by %f degrees says where the next pages go", async (resolutionDpi, degrees) => {
    for (const [index, mark] of MARKS.entries()) {
      const codes = await imaging.readCodes(scanned(index + 1, resolutionDpi, degrees));
      const texts = codes.flatMap((code) => (code.kind === "qr" ? [parseSeparatorText(code.text)] : []));
      expect(texts).toEqual([mark]);
      expect(codes.filter(({ kind }) => kind === "patch")).toEqual([{ kind: "patch", letter: "T" }]);
    }
  });
});
