// What the demo plays on: folders, the province, the scanner, the window, and the camera that takes the pictures.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { startApp } from "../driver/app.mjs";
import { startMfp } from "../driver/mfp-process.mjs";
import { startProvince } from "../driver/province.mjs";
import { makeScanner } from "../driver/sane.mjs";
import { runToEnd } from "../run-to-end.mjs";
import { ROOT } from "../setup/places.mjs";

export const OUT = path.join(ROOT, "demo-out");
const WAIT_MS = 60_000;

export async function setStage() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "quay-demo-"));
  fs.rmSync(OUT, { recursive: true, force: true });
  fs.mkdirSync(OUT, { recursive: true });
  const provinceFolder = path.join(folder, "province");
  fs.mkdirSync(provinceFolder);
  const scanner = makeScanner(folder);
  const dataFolder = path.join(folder, "counter");
  const province = await startProvince({ dataFolder: provinceFolder });
  const mfp = await startMfp(["--as-is", "--pages", path.join(ROOT, "assets", "samples")]);
  const window = await startApp({ dataFolder, env: scanner.env });
  window.page.setDefaultTimeout(WAIT_MS);
  const stage = { folder, scanner, mfp, dataFolder, provinceFolder, province, ...window };
  return {
    ...stage,
    camera: makeCamera(window.page),
    takeProvinceOffLine: () => stage.province.stop(),
    async bringProvinceBack() {
      stage.province = await startProvince({ dataFolder: provinceFolder, port: province.port });
      return stage.province;
    },
    async clear() {
      await window.close();
      await stage.province.stop();
      await mfp.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Numbered pictures, of the window or of a paper, each with the sentence that says what is seen. */
function makeCamera(page) {
  const pictures = [];
  async function keep(name, sentence, take) {
    const number = String(pictures.length + 1).padStart(2, "0");
    const file = `${number}-${name}.png`;
    await take(path.join(OUT, file));
    pictures.push({ file, sentence });
    console.log(`  ${number} ${sentence}`);
  }
  return {
    pictures,
    async shoot(name, sentence) {
      await page.waitForFunction(() => [...document.images].every((image) => image.complete));
      await keep(name, sentence, (file) => page.screenshot({ path: file }));
    },
    keep,
  };
}

/** The administrator's command line on the demo's data; its output as lines. */
export async function quay(stage, ...args) {
  const script = path.join(ROOT, "scripts", "quay.mjs");
  const env = { ...process.env, QUAY_DATA_DIR: stage.dataFolder, ...stage.scanner.env };
  const { code, out } = await runToEnd([process.execPath, script, ...args], { env, timeoutMs: 120_000 });
  return { code, lines: out.split("\n").filter(Boolean) };
}
