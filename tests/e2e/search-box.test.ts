// A wedge scanner types into whatever has focus; the search box is where the cursor often stands.
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeFolder, openCounter, type RunningApp } from "./counter";

const CARD = "062194001234||Nguyen Thi Duong|12031994|Nam|Dak Ro Nga|05072022";
const LONGER_THAN_ITS_PAUSE_MS = 800;

let running: RunningApp;
beforeAll(async () => {
  running = await openCounter(makeFolder("search-box"));
});
afterAll(() => running.close());

it("lets a card begin a visit, and never brings the results back over it", async () => {
  const { page } = running;
  await page.keyboard.press("/");
  await page.keyboard.type("abc");
  await page.getByTestId("screen-search").waitFor();
  await page.waitForTimeout(LONGER_THAN_ITS_PAUSE_MS);
  await page.keyboard.type(CARD);
  await page.keyboard.press("Enter");
  await page.getByTestId("intake").waitFor();
  await page.waitForTimeout(LONGER_THAN_ITS_PAUSE_MS);
  expect(await page.getByTestId("intake").isVisible()).toBe(true);
  expect(await page.getByTestId("search-box").inputValue()).toBe("");
});
