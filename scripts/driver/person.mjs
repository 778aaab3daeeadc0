// What an officer does at the window, by keyboard where the screen is made for it. Used by the demo and the tests.
import { layOnGlass } from "./sane.mjs";

/** @typedef {import("playwright-core").Page} Page */

const SCAN_ATTEMPTS = 3;

export const COUNTER = {
  governingBody: "UBND XÃ ĐĂK RƠ NGA",
  unitName: "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
  placeName: "Đăk Rơ Nga",
  counterName: "Quầy 2",
  officerName: "Nguyễn Thị Hoa",
  phone: "02603861234",
  machineCode: "02",
  unitCode: "H34.12.5",
};

/** Fills in the first screen of a new counter. @param {Page} page */
export async function fillFirstRun(page, values = COUNTER) {
  await page.getByTestId("screen-first-run").waitFor();
  for (const [name, value] of Object.entries(values)) await page.getByTestId(`counter-${name}`).fill(value);
  await page.keyboard.press("Control+Enter");
  await page.getByTestId("screen-home").waitFor();
}

/** @param {Page} page @param {"province" | "printer" | "health"} part */
export async function openSettings(page, part) {
  await page.getByTestId("nav-settings").click();
  await page.getByTestId(`settings-${part}`).click();
}

/** @param {Page} page @param {{url: string, code: string}} province */
export async function registerCounter(page, { url, code }) {
  await openSettings(page, "province");
  await page.getByTestId("province-url").fill(url);
  await page.getByTestId("province-code").fill(code);
  await page.keyboard.press("Control+Enter");
  await page.getByText("Đã đăng ký").first().waitFor();
}

/**
 * Makes a scan profile of a device that is found, with the options that are given; the first one is the default.
 * @param {Page} page
 * @param {{device: string, glass?: string, name?: string}} scanner `device`: a part of its name or identifier
 */
export async function chooseScanner(page, { device, glass, name = "Mặt kính" }) {
  await page.getByTestId("status-scanner").click();
  await page.getByTestId("device-list").locator("tr[data-row]", { hasText: device }).first().click();
  await page.getByTestId("device-profile").click();
  await page.getByTestId("profile-name").fill(name);
  await page.getByTestId("profile-offers").waitFor();
  if (glass) {
    await page.getByTestId("profile-advanced").click();
    await page.getByTestId("profile-vendor").fill(`filename=${glass}`);
  }
  await page.keyboard.press("Control+Enter");
  await page.getByTestId("profile-row").filter({ hasText: name }).waitFor();
  await page.getByTestId("status-scanner").getByText("Máy quét:").waitFor();
}

/** The first print queue that the system offers; none is no fault. @param {Page} page */
export async function choosePrinter(page) {
  await openSettings(page, "printer");
  const queues = page.getByRole("radio");
  await page.waitForTimeout(1500); // the list of queues comes from the print system, and may be empty
  if ((await queues.count()) > 1) await queues.nth(1).click();
}

/** Starts a visit and chooses the procedure by typing. @param {Page} page @param {string} words */
export async function startVisit(page, words, code) {
  await page.keyboard.press("Control+n");
  await page.getByTestId("procedure-search").waitFor();
  await page.keyboard.type(words, { delay: 40 });
  await page.locator(`[data-testid="procedure-${code}"][aria-selected="true"]`).waitFor();
  await page.keyboard.press("Enter");
}

/**
 * The citizen's card held under the wedge scanner; again when it is not heard, as in `scanReceipt`.
 * @param {Page} page @param {string} payload
 */
export async function scanCard(page, payload) {
  const number = page.getByTestId("citizen-number");
  await number.waitFor();
  for (let attempt = 1; attempt <= SCAN_ATTEMPTS; attempt++) {
    await page.keyboard.type(payload);
    await page.keyboard.press("Enter");
    if (await isShown(page, "card-words")) return;
    await number.fill("");
  }
  throw new Error("the scanned card was not taken");
}

/**
 * The QR of a receipt held under the wedge scanner, whatever has focus. A person whose scan is not heard scans again: on
 * a busy machine the synthetic keys may come as slowly as a person's. @param {Page} page @param {string} code
 */
export async function scanReceipt(page, code) {
  for (let attempt = 1; attempt <= SCAN_ATTEMPTS; attempt++) {
    await page.keyboard.type(code);
    await page.keyboard.press("Enter");
    if (await isShown(page, "screen-dossier")) return;
  }
  throw new Error("the scanned code opened no dossier");
}

function isShown(page, testId) {
  return page
    .getByTestId(testId)
    .waitFor({ timeout: 5000 })
    .then(() => true)
    .catch(() => false);
}

/** Opens the list of papers. @param {Page} page */
export async function openPapers(page) {
  await page.keyboard.press("Alt+3");
  await page.getByTestId("component-1").waitFor();
}

/** Lays pictures on the glass one after the other and scans each into the chosen paper. @param {Page} page */
export async function scanPapers(page, glass, pictures) {
  for (const picture of pictures) {
    const before = await page.getByTestId("page-thumb").count();
    await layOnGlass(glass, picture);
    await page.keyboard.press("F2");
    await page.getByTestId("page-thumb").nth(before).waitFor();
    await page.locator('[data-testid="primary"]:not([data-loading])').waitFor();
  }
}

/** @param {Page} page @param {string[]} files @param {number} pages how many pages they have together */
export async function giveFiles(page, files, pages) {
  const before = await page.getByTestId("page-thumb").count();
  await page.getByTestId("file-input").setInputFiles(files);
  await page
    .getByTestId("page-thumb")
    .nth(before + pages - 1)
    .waitFor({ timeout: 60_000 });
}

/** Ctrl+Enter, and the code that the program gives. @param {Page} page */
export async function complete(page) {
  await page.keyboard.press("Control+Enter");
  await page.getByTestId("provisional-code").waitFor();
  return (await page.getByTestId("provisional-code").innerText()).trim();
}
