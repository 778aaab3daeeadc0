// Pages for a dossier that has been received, in the real window: they can be added, and nothing else can be done to them.
import path from "node:path";
import type { Page as Window } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { complete, giveFiles, openPapers, scanCard, scanReceipt, startVisit } from "../../scripts/driver/person.mjs";
import { makeFolder, openCounter, type RunningApp } from "./counter";

const CARD = "062198004321||Y Hạnh Phước|30091998|Nữ|Thôn Kon Pring, xã Đăk Rơ Nga, tỉnh Quảng Ngãi|11042023";
const sample = (name: string): string => path.resolve(`assets/samples/${name}.jpg`);

let running: RunningApp;
let window: Window;
let code: string;

beforeAll(async () => {
  running = await openCounter(makeFolder("late-pages"));
  window = running.page;
  await startVisit(window, "xac nhan tinh trang hon nhan", "1.004873");
  await scanCard(window, CARD);
  await openPapers(window);
  await giveFiles(window, [sample("to-khai-xac-nhan-hon-nhan")], 1);
  code = await complete(window);
  await window.keyboard.press("Alt+h");
  await window.getByTestId("screen-home").waitFor();
});
afterAll(() => running.close());

describe("a received dossier", () => {
  it("leads to the station by F3, where a file is added", async () => {
    await scanReceipt(window, code);
    await window.getByTestId("scan-more").waitFor();
    await window.keyboard.press("F3");
    await window.getByTestId("screen-scan-station").waitFor();
    await giveFiles(window, [sample("giay-ket-hon")], 1);
    await expect.poll(() => window.getByTestId("page-thumb").count()).toBe(2);
    // The page is there before the run has ended, and until then Escape stops the run.
    await window.locator('[data-testid="scan-progress"][data-state="finished"]').waitFor();
    expect(await window.getByTestId("station-said").innerText()).toContain("chỉ thêm được trang");
    expect(await window.getByTestId("station-rescan").isDisabled()).toBe(true);
    expect(await window.getByTestId("station-undo").isDisabled()).toBe(true);
  });

  it("answers what would change its pages with the reason, and stays as it is", async () => {
    const ids = () =>
      window
        .getByTestId("page-thumb")
        .evaluateAll((thumbs) => thumbs.map((thumb) => (thumb as HTMLElement).dataset["pageId"]));
    const before = await ids();
    for (const key of ["Delete", "r", "s", "[", "Control+z", "Control+ArrowUp"]) {
      await window.keyboard.press(key);
      await window.getByTestId("station-note").waitFor();
      expect(await window.getByTestId("station-note").innerText()).toContain("chỉ thêm được trang");
      await window.keyboard.press("Escape");
      await window.getByTestId("station-note").waitFor({ state: "detached" });
    }
    expect(await ids()).toEqual(before);
  });

  it("shows the page among its papers and in its history when the station is left", async () => {
    while (await window.getByTestId("screen-scan-station").isVisible()) {
      await window.keyboard.press("Escape");
      await window.waitForTimeout(150);
    }
    const dossier = window.getByTestId("screen-dossier");
    await dossier.waitFor();
    await expect.poll(() => dossier.getByTestId("page-thumb").count()).toBe(2);
    expect(await dossier.innerText()).toContain("Thêm trang sau khi tiếp nhận");
  });
});
