// The first two visits of the demo: what the citizens bring. The third is in station-visit.mjs.
import fs from "node:fs";
import path from "node:path";
import { pdfOfPictures } from "../driver/pdf-of-pictures.mjs";
import * as person from "../driver/person.mjs";
import { ROOT } from "../setup/places.mjs";

const sample = (name) => path.join(ROOT, "assets", "samples", `${name}.jpg`);
/** Samples are A4 at 200 dpi. */
const SAMPLE_SIZE = { widthPx: 1654, heightPx: 2339 };

const MOTHER = "062194001234||Nguyễn Thị Đường|12031994|Nữ|Thôn Đăk Pung, xã Đăk Rơ Nga, tỉnh Quảng Ngãi|05072022";
const DAUGHTER = "062198004321||Y Hạnh Phước|30091998|Nữ|Thôn Kon Pring, xã Đăk Rơ Nga, tỉnh Quảng Ngãi|11042023";

/** A birth to register: two papers through the scanner. @returns the pages told as stored */
export async function registerBirth({ page, camera, scanner }) {
  await person.startVisit(page, "khai sinh", "1.001193");
  await camera.shoot("procedure", "the procedure is found by two words");
  await person.scanCard(page, MOTHER);
  await camera.shoot("citizen", "the citizen's card has filled in the citizen");
  await person.openPapers(page);
  await person.scanPapers(page, scanner.glass, [sample("to-khai-khai-sinh-1"), sample("to-khai-khai-sinh-2")]);
  await page.keyboard.press("ArrowDown");
  await person.scanPapers(page, scanner.glass, [sample("giay-chung-sinh")]);
  await page.getByTestId("page-preview").waitFor();
  await camera.shoot("scanned", "three pages came from the scanner, one by one");
  return 3;
}

/** A single status to confirm: a picture and a PDF of two pages, given as files. */
export async function bringFiles({ page, camera, folder }) {
  const pdf = path.join(folder, "giay-to.pdf");
  const pictures = ["giay-uy-quyen", "giay-ket-hon"].map((name) => fs.readFileSync(sample(name)));
  fs.writeFileSync(pdf, pdfOfPictures(pictures, SAMPLE_SIZE));
  await person.startVisit(page, "xac nhan tinh trang hon nhan", "1.004873");
  await person.scanCard(page, DAUGHTER);
  await person.openPapers(page);
  await person.giveFiles(page, [sample("to-khai-xac-nhan-hon-nhan"), pdf], 3);
  await camera.shoot("files", "a picture and a PDF became three pages");
  return 3;
}
