// The scan station in the real window, scanning over the network from a device that feeds the sample pages.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { Page as Window } from "playwright-core";
import type Vips from "wasm-vips";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { killCore } from "../../scripts/driver/app.mjs";
import { openPapers, startVisit } from "../../scripts/driver/person.mjs";
import { startVirtualMfp, type VirtualMfp } from "../devices/virtual-mfp/index.mjs";
import { makeFolder, openCounter, type RunningApp } from "./counter";

const SHEETS = ["to-khai-khai-sinh-1", "to-khai-khai-sinh-2", "giay-chung-sinh", "giay-uy-quyen"];
const sheet = (name: string): string => path.resolve(`assets/samples/${name}.jpg`);

let blankSheet: string;
let running: RunningApp;
let mfp: VirtualMfp;
let window: Window;

beforeAll(async () => {
  blankSheet = path.join(makeFolder("station-sheets"), "blank.jpg");
  fs.writeFileSync(blankSheet, await drawBlankSheet());
  mfp = await startVirtualMfp({ pages: SHEETS.map(sheet), asIs: true });
  const sane = makeFolder("station-sane");
  fs.writeFileSync(path.join(sane, "dll.conf"), "");
  running = await openCounter(makeFolder("station"), { SANE_CONFIG_DIR: sane });
  window = running.page;
  await chooseFeeder(window, mfp.url);
});
afterAll(async () => {
  await running.close();
  await mfp.close();
});
beforeEach(() => mfp.load());

describe("the scan station", () => {
  it("scans a stack into the chosen paper, page by page, and says that sheets and images agree", async () => {
    await openStation(window);
    await window.getByTestId("station-sheets").fill("4");
    await window.keyboard.press("Control+Enter");
    await finished(window);
    expect(await stack(window)).toEqual({ 1: 4 });
    expect(await window.getByTestId("sheets-agree").innerText()).toContain("4/4");
  });

  it("moves chosen pages by a digit, and takes it back and does it again by name", async () => {
    await press(window, "Home", "ArrowRight", "ArrowRight", "2");
    await expectStack(window, { 1: 3, 2: 1 });
    // The next page is chosen, so that one digit after the other sorts a stack.
    expect((await pageIds(window))[2]).toBe(
      await window.locator('[data-testid="page-thumb"][data-selected]').getAttribute("data-page-id"),
    );
    await press(window, "Control+z");
    await expectStack(window, { 1: 4 });
    expect(await window.getByTestId("station-said").innerText()).toContain("chuyển 1 trang");
    await press(window, "Control+y");
    await expectStack(window, { 1: 3, 2: 1 });
  });

  it("goes back to the open papers of the intake, and comes from there again", async () => {
    await leaveStation(window);
    const state = window.getByTestId("component-1").getByTestId("component-state");
    await expect.poll(() => state.innerText()).toContain("3 trang");
    await window.keyboard.press("F3");
    await expectStack(window, { 1: 3, 2: 1 });
  });

  it("still knows that the stack has separator sheets when it was left in between", async () => {
    const separators = window.getByRole("switch", { name: "Tờ ngăn" });
    await separators.setChecked(true);
    await leaveStation(window);
    await window.keyboard.press("F3");
    expect(await separators.isChecked()).toBe(true);
    await separators.setChecked(false);
  });

  it("turns, reorders and removes pages; the bin gives them back", async () => {
    const first = await pageIds(window);
    await press(window, "Home", "BracketRight");
    await window.locator('[data-testid="big-page"][data-rotation="90"]').waitFor();
    await press(window, "Control+ArrowDown");
    await expect.poll(() => pageIds(window)).toEqual([first[1], first[0], ...first.slice(2)]);
    await press(window, "Delete");
    await expectStack(window, { 1: 2, 2: 1 });
    await press(window, "b");
    await window.getByTestId("removed-page").getByRole("button").click();
    await press(window, "Escape");
    await expectStack(window, { 1: 3, 2: 1 });
  });

  it("scans a page again in its place and inserts before it, without touching the others", async () => {
    const before = await pageIds(window);
    await press(window, "Home", "ArrowRight", "r");
    // Until the new run begins, the one before is the finished one.
    await window.locator(`[data-page-id="${before[1] ?? ""}"]`).waitFor({ state: "detached" });
    await finished(window);
    await expectStack(window, { 1: 3, 2: 1 });
    const replaced = await pageIds(window);
    expect([replaced[0], replaced[2], replaced[3]]).toEqual([before[0], before[2], before[3]]);
    expect(replaced[1]).not.toBe(before[1]);
    mfp.load([sheet("giay-ket-hon")]);
    await press(window, "Home", "i");
    await finished(window);
    await expectStack(window, { 1: 4, 2: 1 });
    expect((await pageIds(window)).slice(1)).toEqual(replaced);
  });

  it("splits a paper, merges two, and joins both sides of a card", async () => {
    await press(window, "Home", "ArrowRight", "ArrowRight", "s");
    await window.getByTestId("split-name").fill("Giấy xác nhận");
    await window.keyboard.press("Enter");
    await expect.poll(() => groupCount(window, "Giấy xác nhận")).toBe(2);
    await press(window, "Control+z");
    await expectStack(window, { 1: 4, 2: 1 });
    await press(window, "Home", "m", "2");
    await expectStack(window, { 2: 5 });
    await press(window, "Home", "Shift+ArrowRight", "g");
    await expectStack(window, { 2: 4 });
    await press(window, "Control+z", "Control+z");
    await expectStack(window, { 1: 4, 2: 1 });
  });

  it("takes steps back that were made before core was restarted", async () => {
    await press(window, "End", "Delete");
    await expectStack(window, { 1: 4 });
    await killCore(running.app);
    await window.getByTestId("core-restarting").waitFor();
    await window.getByTestId("core-restarting").waitFor({ state: "detached" });
    await press(window, "Control+z");
    await expectStack(window, { 1: 4, 2: 1 });
  });

  it("goes on while its screen is left, and the status bar leads back", async () => {
    mfp.setDelay(700);
    await press(window, "Escape", "Control+Enter");
    await window.locator('[data-testid="scan-progress"][data-state="running"]').waitFor();
    await window.keyboard.press("Alt+h");
    await window.getByTestId("screen-home").waitFor();
    await window.getByTestId("status-run").click();
    await window.getByTestId("screen-scan-station").waitFor();
    await finished(window);
    await expectStack(window, { 1: 8, 2: 1 });
    mfp.setDelay(0);
  });

  it("stops at Escape and keeps what had come", async () => {
    mfp.setDelay(700);
    const before = (await pageIds(window)).length;
    await press(window, "Control+Enter");
    await window.getByTestId("page-thumb").nth(before).waitFor();
    // Refused while the scanner runs: the press that stops it puts the note away too.
    await window.keyboard.press("F2");
    await window.getByTestId("station-note").waitFor();
    await window.keyboard.press("Escape");
    await window.locator('[data-testid="scan-progress"][data-state="cancelled"]').waitFor();
    expect(await window.getByTestId("station-note").count()).toBe(0);
    const after = (await pageIds(window)).length;
    expect(after).toBeGreaterThan(before);
    expect(after).toBeLessThan(before + SHEETS.length);
    mfp.setDelay(0);
    await press(window, "Control+z");
    await expectStack(window, { 1: 8, 2: 1 });
  });

  it("tells of a jam with what is safe, and goes on with one key", async () => {
    mfp.setFault({ kind: "jam", atPage: 3 });
    await press(window, "Control+Enter");
    const notice = window.getByTestId("run-failed");
    await notice.waitFor();
    expect(await notice.innerText()).toContain("2 trang đã quét vẫn còn");
    await expectStack(window, { 1: 10, 2: 1 });
    mfp.load(SHEETS.slice(2).map(sheet));
    await press(window, "Control+Enter");
    await finished(window);
    await expectStack(window, { 1: 12, 2: 1 });
  });

  it("proposes a blank page for removal, and removes it only when told to", async () => {
    mfp.load([blankSheet, sheet("giay-ket-hon"), blankSheet]);
    await press(window, "Escape", "3", "Control+Enter");
    await finished(window);
    await expect.poll(() => window.getByTestId("blank-mark").count(), { timeout: 30_000 }).toBe(2);
    await expectStack(window, { 1: 12, 2: 1, 3: 3 });
    const [kept] = await window
      .locator('[data-blank="true"]')
      .evaluateAll((thumbs) => thumbs.map((thumb) => (thumb as HTMLElement).dataset["pageId"]));
    await window.locator(`[data-page-id="${kept ?? ""}"]`).click();
    await window.getByTestId("blank-proposal").waitFor();
    await press(window, "k");
    await expect.poll(() => window.getByTestId("blank-mark").count()).toBe(1);
    await window.getByTestId("drop-blanks").click();
    await expectStack(window, { 1: 12, 2: 1, 3: 2 });
    expect(await pageIds(window)).toContain(kept);
    await press(window, "Control+z");
    await expectStack(window, { 1: 12, 2: 1, 3: 3 });
  });

  it("says that images and sheets differ until the officer has read it, also after leaving", async () => {
    await press(window, "Escape", "Escape", "4");
    await window.getByTestId("station-sheets").fill("5");
    await window.keyboard.press("Control+Enter");
    await finished(window);
    const warning = window.getByTestId("batch-count");
    expect(await warning.innerText()).toMatch(/4 ảnh.*5 ảnh/);
    await leaveStation(window);
    await window.keyboard.press("F3");
    await warning.getByTestId("notice-close").click();
    await warning.waitFor({ state: "detached" });
    await leaveStation(window);
    await window.keyboard.press("F3");
    await expectStack(window, { 1: 12, 2: 1, 3: 3, 4: 4 });
    expect(await warning.count()).toBe(0);
  });

  it("moves a page that is dragged onto another paper", async () => {
    await window.getByTestId("page-thumb").last().dragTo(window.getByTestId("group-5"));
    await expectStack(window, { 1: 12, 2: 1, 3: 3, 4: 3, 5: 1 });
    await press(window, "Control+z");
    await expectStack(window, { 1: 12, 2: 1, 3: 3, 4: 4 });
  });

  it("tells of a batch that a crash has cut off, with every page that had come", async () => {
    mfp.setDelay(700);
    await window.getByTestId("group-5").click();
    await press(window, "Control+Enter");
    await window.getByTestId("group-5").locator("xpath=..").getByTestId("page-thumb").nth(1).waitFor();
    await killCore(running.app);
    await window.getByTestId("run-failed").waitFor();
    await window.getByTestId("core-restarting").waitFor({ state: "detached" });
    await press(window, "Escape");
    const notice = window.getByTestId("batch-cut");
    await notice.waitFor();
    // A page that was stored in the instant of the crash is shown with the next look at the list.
    const isTold = async () => (await notice.innerText()).includes(`tất cả ${String((await stack(window))[5])} trang`);
    await expect.poll(isTold, { timeout: 10_000 }).toBe(true);
    const { 5: kept = 0 } = await stack(window);
    expect(kept).toBeGreaterThan(1);
    mfp.setDelay(0);
    mfp.load([sheet("giay-ket-hon")]);
    await press(window, "Control+Enter");
    await finished(window);
    await expectStack(window, { 1: 12, 2: 1, 3: 3, 4: 4, 5: kept + 1 });
    expect(await notice.count()).toBe(0);
  });

  it("leaves a scanned citizen card to the window and takes no command from it", async () => {
    const before = await pageIds(window);
    await window.keyboard.type("001094012345|123456789|NGUYEN VAN MON|01011994|Nam|Xom 1|01012021");
    await window.waitForTimeout(300);
    expect(await pageIds(window)).toEqual(before);
  });
});

/** Paper is never quite white. */
async function drawBlankSheet(): Promise<Uint8Array> {
  const createVips: typeof Vips = createRequire(import.meta.url)("wasm-vips");
  const vips = await createVips({ dynamicLibraries: [] });
  const noise = vips.Image.gaussnoise(1654, 2339, { mean: 248, sigma: 1.5 }).cast("uchar");
  return noise.writeToBuffer(".jpg[Q=85]");
}

/** The device by its address, and a profile that takes sheets from its feeder. */
async function chooseFeeder(page: Window, url: string): Promise<void> {
  await page.getByTestId("status-scanner").click();
  await page.getByTestId("device-add-escl").click();
  await page.getByTestId("device-address").fill(url);
  await page.getByTestId("device-add-submit").click();
  await page.getByTestId("device-profile").click();
  await page.getByTestId("profile-name").fill("MFP 1 mặt");
  await page.getByTestId("profile-source").click();
  await page.getByRole("option", { name: "Khay nạp" }).first().click();
  await page.getByTestId("profile-save").click();
  await page.getByTestId("profile-row").first().waitFor();
}

async function openStation(page: Window): Promise<void> {
  await startVisit(page, "khai sinh", "1.001193");
  await page.getByTestId("citizen-number").waitFor();
  await openPapers(page);
  await page.keyboard.press("F3");
  await page.getByTestId("screen-scan-station").waitFor();
}

/** One press for each thing that is open, the last one leaves. */
async function leaveStation(page: Window): Promise<void> {
  while (await page.getByTestId("screen-scan-station").isVisible()) await press(page, "Escape");
  await page.getByTestId("intake").waitFor();
}

/** One key after the other, as fast as a person: letters are held for a moment to tell them from a card reader. */
async function press(page: Window, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(150);
  }
}

async function finished(page: Window): Promise<void> {
  await page.locator('[data-testid="scan-progress"][data-state="finished"]').waitFor();
}

function pageIds(page: Window): Promise<string[]> {
  return page
    .getByTestId("page-thumb")
    .evaluateAll((thumbs) => thumbs.map((thumb) => (thumb as HTMLElement).dataset["pageId"] ?? ""));
}

/** Pages by the digit of their paper; papers without pages left out. */
async function stack(page: Window): Promise<Record<string, number>> {
  const groups = await page.locator('[data-testid^="group-"]').evaluateAll((heads) =>
    heads.map((head) => {
      const digit = (head as HTMLElement).dataset["testid"]?.replace("group-", "") ?? "";
      return [digit, head.parentElement?.querySelectorAll("[data-page-id]").length ?? 0] as const;
    }),
  );
  return Object.fromEntries(groups.filter(([, count]) => count > 0));
}

async function expectStack(page: Window, pages: Record<string, number>): Promise<void> {
  await expect.poll(() => stack(page), { timeout: 15_000 }).toEqual(pages);
}

async function groupCount(page: Window, name: string): Promise<number> {
  const head = page.locator('[data-testid^="group-"]').filter({ hasText: name });
  return (await head.count()) === 0 ? 0 : await head.locator("xpath=..").locator("[data-page-id]").count();
}
