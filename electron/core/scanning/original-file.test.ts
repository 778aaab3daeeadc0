// What is kept of files that are imported, from the file itself to the rows.
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeTextPdf, withSignature } from "../text-pdf.fixture";
import { makeBmp, makePdf, makePng, makeTiff } from "../sample-files.fixture";
import { collect, openScanningBed, type ScanningBed } from "./scanning.fixture";

const SHEET = { widthPx: 300, heightPx: 300, dpi: 100 };
const LINES = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"].map((text, index) => {
  return { text, x: 60, y: 780 - index * 30 };
});

let bed: ScanningBed;
beforeAll(async () => void (bed = await openScanningBed()));
afterAll(() => bed.close());

async function importFiles(files: Record<string, Uint8Array>): Promise<string> {
  const dossierId = bed.addDossier();
  const order = {
    files: Object.entries(files).map(([name, bytes]) => new File([Uint8Array.from(bytes)], name)),
    target: { dossierId, componentId: null },
  };
  await collect(bed.scanning.importFiles(order, new AbortController().signal));
  return dossierId;
}

function sourcesOf(dossierId: string): string[] {
  const sql = `SELECT s.name || ' ' || count(*) || ' of ' || s.page_count || iif(s.is_signed, ' signed', '') AS line
                 FROM source_files s JOIN pages p ON p.source_file_id = s.id WHERE s.dossier_id = ?
                GROUP BY s.id ORDER BY s.rowid`;
  return bed.storage.read.all<{ line: string }>(sql, dossierId).map(({ line }) => line);
}

it("keeps PDF, TIFF and PNG beside their pages, and no file whose page says all of it", async () => {
  const dossierId = await importFiles({
    "a.pdf": makePdf(2),
    "b.tiff": makeTiff([SHEET, SHEET, SHEET]),
    "c.png": makePng(100, 100),
    "d.bmp": makeBmp({ widthPx: 100, heightPx: 100, bits: 8 }),
    "e.pdf": withSignature(makeTextPdf({ lines: LINES })),
  });
  expect(sourcesOf(dossierId)).toEqual(["a.pdf 2 of 2", "b.tiff 3 of 3", "c.png 1 of 1", "e.pdf 1 of 1 signed"]);
});

it("keeps a file of which a later page is damaged, with the pages before", async () => {
  const dossierId = await importFiles({ "half.tiff": makeTiff([SHEET, { ...SHEET, isCut: true }]) });
  expect(sourcesOf(dossierId)).toEqual(["half.tiff 1 of 2"]);
});

it("keeps nothing of a file that gives no page", async () => {
  const dossierId = await importFiles({ "cut.pdf": makePdf(1).subarray(0, 200), "empty.pdf": new Uint8Array() });
  expect(sourcesOf(dossierId)).toEqual([]);
});
