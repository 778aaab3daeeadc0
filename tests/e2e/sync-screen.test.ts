// The sync screen, driven in the real program against a real province.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registerCounter } from "../../scripts/driver/person.mjs";
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
    expect(await running.page.getByTestId("end-of-day-start").isDisabled()).toBe(true);
    await running.page.keyboard.press("Escape");
  });
});
