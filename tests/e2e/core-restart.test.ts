// Core dies under the window; the window says so, core comes back, and what was typed is there.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { corePid, killCore } from "../../scripts/driver/app.mjs";
import { startVisit } from "../../scripts/driver/person.mjs";
import { makeFolder, openCounter, type RunningApp } from "./counter";

let running: RunningApp;
beforeAll(async () => {
  running = await openCounter(makeFolder("restart"));
});
afterAll(() => running.close());

describe("core", () => {
  it("is started again after a SIGKILL, and the window says so meanwhile and works afterwards", async () => {
    const { app, page } = running;
    const killed = await killCore(app);
    await page.getByTestId("core-restarting").waitFor();
    await page.getByTestId("core-restarting").waitFor({ state: "detached" });
    const pid = await corePid(app);
    expect(pid).not.toBe(killed);
    await page.keyboard.press("Control+n");
    await page.getByTestId("intake").waitFor();
  });

  it("keeps the draft when the whole program is killed", async () => {
    const dataFolder = makeFolder("crash");
    const first = await openCounter(dataFolder);
    await first.page.keyboard.press("Control+n");
    await startVisit(first.page, "khai sinh", "1.001193");
    await first.page.locator('[data-testid="saved-at"][data-saving="saved"]').waitFor();
    first.app.process().kill("SIGKILL");
    const second = await openCounter(dataFolder);
    await second.page
      .getByText(/khai sinh/i)
      .first()
      .waitFor();
    await second.close();
  });
});
