// Training: a start of its own with a band that stays, a scanner that is not there, and the way back.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, expect, it } from "vitest";
import { startApp } from "../../scripts/driver/app.mjs";

let close: () => Promise<void> = async () => undefined;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "training-e2e-"));
const dataFolder = path.join(folder, "data");
afterEach(async () => {
  await close();
  fs.rmSync(folder, { recursive: true, force: true });
});

async function start(args: string[]) {
  const started = await startApp({ dataFolder, args });
  close = started.close;
  return started;
}

/** The program would start again beside the test: what it would be started with is written out instead. */
async function catchRestart({ app }: Awaited<ReturnType<typeof start>>) {
  await app.evaluate(({ app: electron }) => {
    electron.relaunch = (options) => void process.stdout.write(`restart: ${options?.args?.join(" ") ?? ""}\n`);
  });
}

it("is told on every screen, has data of its own, and leads back", async () => {
  const started = await start(["--training"]);
  const { page } = started;
  await page.getByTestId("training-band").waitFor();
  expect(await page.getByTestId("training-band").textContent()).toContain("TẬP HUẤN");
  expect(fs.existsSync(path.join(`${dataFolder}-training`, "office.db"))).toBe(true);
  expect(fs.existsSync(path.join(dataFolder, "office.db"))).toBe(false);
  await page.getByTestId("nav-settings").click();
  await page.getByTestId("settings-training").click();
  await page.getByTestId("switch-mode").waitFor();
  await catchRestart(started);
  const ended = new Promise((resolve) => started.app.process().once("exit", resolve));
  await page.getByTestId("switch-mode").click();
  await ended;
  const restart = started.lines.join("").match(/^restart: .*$/m)?.[0];
  expect(restart).toBeDefined();
  expect(restart).not.toContain("--training");
});
