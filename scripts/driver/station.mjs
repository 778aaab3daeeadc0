// What an officer does at the scan station and in the device panel, for the bench and the tests.

/** @typedef {import("playwright-core").Page} Page */

const FEEDER = "Khay nạp";

/**
 * Types the address of a network scanner and makes the profile that F2 scans with.
 * @param {Page} page @param {{url: string, source?: string}} scanner `source` as the window words it
 */
export async function useNetworkScanner(page, { url, source = FEEDER }) {
  await page.getByTestId("status-scanner").click();
  await page.getByTestId("device-add-escl").click();
  await page.getByTestId("device-address").fill(url);
  await page.getByTestId("device-add-submit").click();
  await page.getByTestId("device-profile").click();
  await saveProfile(page, source);
}

/**
 * A scanner that is found by itself. @param {Page} page
 * @param {{device: string, source?: string, vendor?: string}} scanner `vendor`: its own options, name=value lines
 */
export async function useScanner(page, { device, source = FEEDER, vendor = "" }) {
  await page.getByTestId("status-scanner").click();
  await page.getByTestId("profile-new").click();
  await page.getByTestId("profile-device").click();
  await page.getByRole("option", { name: device }).first().click();
  if (vendor) {
    await page.getByTestId("profile-advanced").click();
    await page.getByTestId("profile-vendor").fill(vendor);
  }
  await saveProfile(page, source);
}

async function saveProfile(page, source) {
  await page.getByTestId("profile-name").fill("Máy đo");
  await page.getByTestId("profile-source").click();
  await page.getByRole("option", { name: source }).first().click();
  await page.getByTestId("profile-save").click();
  await page.getByTestId("profile-row").waitFor();
}

/** From the papers of an intake. @param {Page} page */
export async function openStation(page) {
  await page.keyboard.press("F3");
  await page.getByTestId("screen-scan-station").waitFor();
}

/** How many pages the station shows. @param {Page} page */
export function shownPages(page) {
  return page.getByTestId("page-thumb").count();
}
