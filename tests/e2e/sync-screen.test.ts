// The sync screen, driven in the real program against a real province.
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  complete,
  giveFiles,
  openPapers,
  registerCounter,
  scanCard,
  startVisit,
} from "../../scripts/driver/person.mjs";
import { ENROLMENT_CODE, startProvince } from "../../scripts/driver/province.mjs";
import { makeFolder, openCounter, type RunningApp } from "./counter";

let running: RunningApp;
let province: Awaited<ReturnType<typeof startProvince>>;
beforeAll(async () => {
  province = await startProvince({ dataFolder: makeFolder("sync-screen-province") });
  running = await openCounter(makeFolder("sync-screen"));
  await registerCounter(running.page, { url: province.url, code: ENROLMENT_CODE });
}, 120_000);
afterAll(async () => {
  await province.stop();
  await running.close();
});

const CARD = "062198004321||Y Hạnh Phước|30091998|Nữ|Thôn Kon Pring, xã Đăk Rơ Nga, tỉnh Quảng Ngãi|11042023";
const PAPER = path.resolve(import.meta.dirname, "../../assets/samples/to-khai-xac-nhan-hon-nhan.jpg");

async function openQueue(): Promise<void> {
  await running.page.getByTestId("status-sync").click();
  await running.page.getByTestId("screen-queue").waitFor();
}

describe("the sync screen", () => {
  it("says that nothing is left, and has an empty history", async () => {
    await openQueue();
    await running.page.getByTestId("queue-list").getByText("Hàng đợi trống").waitFor();
    await running.page.keyboard.press("F4");
    await running.page.getByTestId("runs").waitFor();
    await running.page.keyboard.press("F8");
    await running.page.getByTestId("end-of-day-question").getByText("Không còn gì chờ gửi").waitFor();
    expect(await running.page.getByTestId("end-of-day-start").innerText()).toContain("Lập biên bản");
    await running.page.keyboard.press("Escape");
  });

  it("keeps a report of what went to the province", async () => {
    const { page } = running;
    await startVisit(page, "xac nhan tinh trang hon nhan", "1.004873");
    await scanCard(page, CARD);
    await openPapers(page);
    await giveFiles(page, [PAPER], 1);
    const code = await complete(page);
    await openQueue();
    await page
      .getByTestId("queue-list")
      .getByText(code)
      .or(page.getByTestId("queue-list").getByText("Y Hạnh Phước"))
      .first()
      .waitFor();
    await page.keyboard.press("F4");
    await page.getByTestId("run").first().waitFor();
    await page.getByTestId("run").first().click();
    await page.getByTestId("run-report").waitFor();
    expect(await page.getByTestId("report-accepted").innerText()).toContain(code);
  }, 60_000);
});
