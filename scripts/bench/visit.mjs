// Brings a counter from its first screen to the scan station of a dossier, for the rows that measure there.
import { fillFirstRun, openPapers, scanCard, startVisit } from "../driver/person.mjs";
import { openStation } from "../driver/station.mjs";

export const CARD =
  "001094012345|012345678|NGUYỄN THỊ ĐƯỜNG|12031994|Nữ|Thôn 3, xã Đăk Rơ Nga, tỉnh Quảng Ngãi|15052021";

/** @param {import("playwright-core").Page} page @param {(page: import("playwright-core").Page) => Promise<void>} chooseScanner */
export async function reachStation(page, chooseScanner) {
  page.setDefaultTimeout(60_000);
  await fillFirstRun(page);
  await chooseScanner(page);
  await startVisit(page, "khai sinh", "1.001193");
  await scanCard(page, CARD);
  await openPapers(page);
  await openStation(page);
}
