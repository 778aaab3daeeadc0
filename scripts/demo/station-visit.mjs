// The third visit: a stack of paper at the scan station, from a network scanner that the administrator has just added.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import * as person from "../driver/person.mjs";
import { openStation } from "../driver/station.mjs";
import { drawStack, findSeparator } from "./paper-stack.mjs";

const FATHER = "062190007788||A Thành Trung|17081990|Nam|Thôn Kon Pring, xã Đăk Rơ Nga, tỉnh Quảng Ngãi|11042023";
const PROFILE = "Khay nạp";
/** Each sheet takes this long, so that there is something to leave and to come back to. */
const SHEET_MS = 600;
const PRINTING_MS = 60_000;
/** A letter is held back this long, to be told from a card reader. */
const KEY_MS = 150;

/** By its address, tried with a page that is kept nowhere; its profile becomes the counter's own. */
export async function addNetworkScanner({ page, camera, mfp }) {
  await page.getByTestId("status-scanner").click();
  await page.keyboard.press("Insert");
  await page.getByTestId("device-address").fill(mfp.url);
  await page.keyboard.press("Enter");
  await page.getByTestId("device-address").waitFor({ state: "detached" });
  await page.keyboard.press("F7");
  await page.getByTestId("device-test-picture").waitFor();
  await page.keyboard.press("F9");
  await page.getByTestId("profile-name").fill(PROFILE);
  await page.getByTestId("profile-offers").waitFor();
  await page.getByTestId("profile-source").click();
  await page.getByRole("option", { name: "Khay nạp" }).first().click();
  await page.getByTestId("profile-save").click();
  const row = page.getByTestId("profile-row").filter({ hasText: PROFILE });
  await row.getByTestId("profile-make-default").click();
  await row.getByTestId("profile-default").waitFor();
  await camera.shoot(
    "scanner-added",
    "a network scanner by its address: its test page, and the profile that F2 uses now",
  );
}

/**
 * The dossier is left open, ready to be received.
 * @returns {Promise<{sheets: import("./paper-stack.mjs").Sheet[], counts: object}>} `sheets`: what belongs to the dossier
 */
export async function scanAtStation(stage) {
  const { page } = stage;
  await person.startVisit(page, "khai sinh", "1.001193");
  await person.scanCard(page, FATHER);
  await person.openPapers(page);
  await openStation(page);
  await chooseFeeder(page);
  const separatorsPdf = await printSeparators(stage);
  const { sheets, again } = await drawStack({ folder: stage.folder, separatorsPdf });
  await scanStack(stage, sheets);
  const routed = await countPages(page);
  await scanBadPageAgain(stage, again);
  await leaveBlankPageOut(stage);
  const pagesKept = await countPages(page);
  while (await page.getByTestId("screen-scan-station").isVisible()) await press(page, "Escape");
  const separators = sheets.filter(({ file }) => path.basename(file).startsWith("separator")).length;
  const belonging = [...sheets.filter(({ paper }) => paper !== null), again].toSorted((a, b) => a.paper - b.paper);
  const counts = { sheetsScanned: sheets.length + 1, routed, separatorsLeftOut: separators, pagesKept };
  return { sheets: belonging, counts };
}

/** Papers of the first visit remember the glass. */
async function chooseFeeder(page) {
  const profile = page.getByTestId("station-profile");
  if ((await profile.inputValue()) === PROFILE) return;
  await press(page, "F4");
  await page.locator(`input[data-testid="station-profile"][value="${PROFILE}"]`).waitFor();
}

/** What the program prints is what lies in the feeder afterwards. @returns the PDF of the separators of this dossier */
async function printSeparators({ page, camera, dataFolder, folder }) {
  const saved = process.env.PRINT_BED_RECEIVED ?? path.join(dataFolder, "saved");
  const before = new Set(pdfsIn(saved));
  await press(page, "p");
  await page.getByTestId("print-separator").click();
  await page.getByTestId("print-job").waitFor();
  await camera.shoot("separators", "the separator sheets of this dossier are printed by the counter itself");
  await press(page, "Escape");
  const pdf = await newPdf(saved, before);
  await camera.keep("separator-sheet", "one of them: a QR and bars that a scanner reads either way round", (file) =>
    execFileSync("pdftoppm", [
      "-r",
      "60",
      "-f",
      String(findSeparator(pdf, 2)),
      "-singlefile",
      "-png",
      pdf,
      file.replace(/\.png$/, ""),
    ]),
  );
  const kept = path.join(folder, "separators.pdf");
  fs.copyFileSync(pdf, kept);
  return kept;
}

function pdfsIn(folder) {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder).filter((name) => name.endsWith(".pdf"));
}

/** The first one that was not there before and is whole. */
async function newPdf(folder, before) {
  const until = Date.now() + PRINTING_MS;
  while (Date.now() < until) {
    const file = pdfsIn(folder).find((name) => !before.has(name));
    if (file && fs.readFileSync(path.join(folder, file)).subarray(-1024).includes("%%EOF"))
      return path.join(folder, file);
    await pause(200);
  }
  throw new Error("the separator sheets were not printed");
}

/** One key for the whole stack; meanwhile the officer goes elsewhere and comes back. */
async function scanStack({ page, camera, mfp }, sheets) {
  await mfp.load(sheets.map(({ file }) => file));
  await mfp.setDelay(SHEET_MS);
  await page.getByTestId("station-sheets").fill(String(sheets.length));
  await page.locator('input[data-testid="station-separators"]').click({ force: true });
  await page.keyboard.press("Control+Enter");
  await page.getByTestId("page-thumb").nth(1).waitFor();
  await camera.shoot("stack", "one key for the stack: pages land behind their separator sheets, each in its paper");
  await page.keyboard.press("Alt+h");
  await page.getByTestId("screen-home").waitFor();
  await page.getByTestId("status-run").waitFor();
  await camera.shoot("elsewhere", "the officer is elsewhere, the batch goes on; the status bar leads back to it");
  await page.getByTestId("status-run").click();
  await page.locator('[data-testid="scan-progress"][data-state="finished"]').waitFor();
  await page.locator("[data-doubtful]").nth(1).waitFor();
  await page.getByTestId("sheets-agree").getByText(`${sheets.length}/${sheets.length}`).waitFor();
  await mfp.setDelay(0);
}

async function scanBadPageAgain({ page, camera, mfp }, again) {
  await press(page, "n");
  await page.getByTestId("remedy-rescan").waitFor();
  await camera.shoot("bad-page", "sheets and images agree; a page is red, with the reason and the key that mends it");
  // Where one comes back to depends on how far the batch was, and each paper has a profile of its own.
  await chooseFeeder(page);
  await mfp.load([again.file]);
  const bad = await page.locator('[data-testid="page-thumb"][data-shown]').getAttribute("data-page-id");
  await press(page, "r");
  await page.locator(`[data-page-id="${bad}"]`).waitFor({ state: "detached" });
  await page.locator('[data-testid="scan-progress"][data-state="finished"]').waitFor();
  await page.locator('[data-testid="checks"][data-state="done"]').waitFor();
  await camera.shoot("again", "the page was scanned again in its place; the others have not moved");
}

/** Proposed, taken out, brought back by name, and taken out again. */
async function leaveBlankPageOut({ page, camera }) {
  const before = await countPages(page);
  await press(page, "n");
  await page.getByTestId("blank-proposal").waitFor();
  await camera.shoot("blank", "an empty back is proposed for removal, and stays until the officer says so");
  await press(page, "x");
  await untilPages(page, before - 1);
  await press(page, "Control+z");
  await untilPages(page, before);
  await camera.shoot("undone", "taken out, and brought back by Ctrl+Z, which says what it has undone");
  await press(page, "Control+y");
  await untilPages(page, before - 1);
}

function countPages(page) {
  return page.getByTestId("page-thumb").count();
}

function untilPages(page, count) {
  return page.waitForFunction(
    (wanted) => document.querySelectorAll('[data-testid="page-thumb"]').length === wanted,
    count,
  );
}

async function press(page, key) {
  await page.keyboard.press(key);
  await page.waitForTimeout(KEY_MS);
}
