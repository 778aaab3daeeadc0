// The device panel and the scan profiles in the real window, with SANE's file reader as the scanner.
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chooseScanner } from "../../scripts/driver/person.mjs";
import { layOnGlass, makeScanner } from "../../scripts/driver/sane.mjs";
import { startVirtualMfp, type VirtualMfp } from "../devices/virtual-mfp/index.mjs";
import { makeFolder, openCounter, type RunningApp } from "./counter";

const SAMPLE = path.resolve(import.meta.dirname, "../../assets/samples/giay-chung-sinh.jpg");
const CODE = "246813";

let running: RunningApp;
let glass: string;
beforeAll(async () => {
  const folder = makeFolder("scanners");
  const scanner = makeScanner(folder);
  glass = scanner.glass;
  await layOnGlass(glass, SAMPLE);
  running = await openCounter(folder, scanner.env);
});
afterAll(() => running.close());

const byId = (name: string) => running.page.getByTestId(name);

describe("the scanning devices", () => {
  it("are reached from the status bar and from the settings, and found by themselves", async () => {
    await byId("nav-settings").click();
    await byId("settings-scanner").click();
    await byId("screen-scanners").waitFor();
    await byId("device-list").locator("tr[data-row]", { hasText: "pnm:0" }).waitFor();
  });

  it("make a profile that is the default, and whose settings the device has", async () => {
    await chooseScanner(running.page, { device: "pnm:0", glass, name: "Mặt kính màu" });
    const row = byId("profile-row").filter({ hasText: "Mặt kính màu" });
    expect(await row.innerText()).toContain("mặc định");
    expect(await row.innerText()).toContain("Mặt kính · Màu · 300 dpi");
    expect(await byId("status-scanner").innerText()).toContain("Mặt kính màu");
  });

  it("give a test page with its size, which is kept nowhere", async () => {
    await running.page.keyboard.press("F7");
    const picture = byId("device-test-picture");
    await picture.waitFor();
    expect(await picture.innerText()).toMatch(/^\d+ × \d+ điểm ảnh · \d+ dpi · \d+ × \d+ mm$/);
    await expect
      .poll(() => picture.locator("img").evaluate((image) => (image as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(500);
  });

  it("copy their log, which the officer can paste", async () => {
    await running.app.evaluate(({ clipboard }) => clipboard.clear());
    await running.page.keyboard.press("F8");
    await expect.poll(() => running.app.evaluate(({ clipboard }) => clipboard.readText())).toContain("scanimage");
  });

  it("go by the officer's own name", async () => {
    await running.page.keyboard.press("F2");
    await byId("device-name").fill("Máy quét quầy 2");
    await running.page.keyboard.press("Enter");
    await byId("device-list").getByText("Máy quét quầy 2").waitFor();
  });

  it("say what is wrong with an address that nobody answers, and leave by Escape", async () => {
    await running.page.keyboard.press("Insert");
    await byId("device-address").fill("127.0.0.1:9");
    await running.page.keyboard.press("Enter");
    await byId("screen-scanners").locator("form [data-fault]").waitFor();
    await running.page.keyboard.press("Escape");
    await byId("device-address").waitFor({ state: "detached" });
    expect(await byId("screen-scanners").isVisible()).toBe(true);
  });

  it("take a folder that is there", async () => {
    const folder = makeFolder("scans");
    await running.page.keyboard.press("Shift+Insert");
    await byId("device-address").fill(folder);
    await running.page.keyboard.press("Enter");
    const row = byId("device-list").locator("tr[data-row]", { hasText: path.basename(folder) });
    await row.waitFor();
    await row.click();
    await byId("device-remove").click();
    await row.waitFor({ state: "detached" });
    await running.page.keyboard.press("Control+z");
    await row.waitFor();
  });
});

describe("a network scanner that is typed in", () => {
  let mfp: VirtualMfp;
  const row = () => byId("device-list").locator("tr[data-row]", { hasText: "Máy photo phòng họp" });
  beforeAll(async () => {
    mfp = await startVirtualMfp({ pages: path.dirname(SAMPLE), isSecure: true });
  });
  afterAll(() => mfp.close());

  it("is tried, kept under its name, and its certificate is pinned", async () => {
    await running.page.keyboard.press("Insert");
    await byId("device-address").fill(mfp.url);
    await running.page.keyboard.press("Tab");
    await running.page.keyboard.type("Máy photo phòng họp");
    await running.page.keyboard.press("Enter");
    await row().waitFor();
    await byId("device-forget").waitFor();
  });

  it("gives a test page through its feeder", async () => {
    await running.page.keyboard.press("F7");
    await byId("device-test-picture").waitFor();
    // The picture stands before the device has said that it is at rest again.
    await row().getByText("Sẵn sàng").waitFor();
  });

  it("says that it is away, keeps the fault with what to do, and is ready again when it is back", async () => {
    await mfp.unplug();
    await running.page.keyboard.press("F6");
    await row().getByText("Không liên lạc được").waitFor();
    const fault = byId("device-detail").locator("[data-fault]");
    await fault.waitFor();
    expect(await fault.innerText()).toContain("Bật máy quét");
    await mfp.plug();
    await running.page.keyboard.press("F6");
    await row().getByText("Sẵn sàng").waitFor();
    await fault.waitFor({ state: "detached" });
  });

  it("is refused with another certificate until the pinned one is forgotten", async () => {
    mfp.renewCertificate();
    await running.page.keyboard.press("F6");
    const fault = byId("device-detail").locator('[data-fault="SCANNER_CERTIFICATE_CHANGED"]');
    await fault.waitFor();
    await byId("device-forget").click();
    await byId("device-forget").waitFor({ state: "detached" });
    await running.page.keyboard.press("F6");
    await byId("device-forget").waitFor();
    await fault.waitFor({ state: "detached" });
  });
});

describe("the scan profiles", () => {
  it("come back by undo, as default if they were", async () => {
    const row = byId("profile-row").filter({ hasText: "Mặt kính màu" });
    await row.focus();
    await running.page.keyboard.press("Delete");
    await row.waitFor({ state: "detached" });
    await running.page.keyboard.press("Control+z");
    await row.waitFor();
    await row.getByTestId("profile-default").waitFor();
  });

  it("refuse options that are not written as name=value", async () => {
    const row = byId("profile-row").filter({ hasText: "Mặt kính màu" });
    await row.focus();
    await running.page.keyboard.press("Enter");
    await byId("profile-vendor").fill("no equals sign");
    await running.page.keyboard.press("Control+Enter");
    await running.page.getByText("Dòng 1 chưa đúng").waitFor();
    await running.page.keyboard.press("Escape");
    await byId("profile-form").waitFor({ state: "detached" });
  });

  it("are closed and opened by the administrator's code alone", async () => {
    await byId("profiles-lock").click();
    await running.page.keyboard.type(CODE);
    await running.page.keyboard.press("Enter");
    await byId("profiles-locked").waitFor();
    expect(await byId("profile-new").isDisabled()).toBe(true);
    expect(await byId("profile-edit").count()).toBe(0);
    await byId("profiles-lock").click();
    await byId("lock-code").fill("999999");
    await running.page.keyboard.press("Enter");
    await running.page.locator('[data-fault="ADMIN_CODE_WRONG"]').waitFor();
    await byId("lock-code").fill(CODE);
    await running.page.keyboard.press("Enter");
    await byId("profiles-locked").waitFor({ state: "detached" });
    await byId("profile-edit").first().waitFor();
  });
});

it("writes nothing that the window may not do", () => {
  expect(running.lines.filter((line) => /Content Security Policy|page error/i.test(line))).toEqual([]);
});
