// The demo is the main job end to end; here its report is held to what it must say.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { expect, it } from "vitest";

it("takes two dossiers through intake, a crash and delivery without losing or doubling anything", () => {
  const run = spawnSync(process.execPath, ["scripts/demo.mjs"], { encoding: "utf8", timeout: 600_000 });
  expect(run.status, `${run.stdout}\n${run.stderr}`).toBe(0);
  const report = JSON.parse(fs.readFileSync("demo-out/report.json", "utf8"));
  expect(report).toMatchObject({
    pagesScanned: 6,
    pagesRecognised: 6,
    dossiers: 2,
    queuedBefore: 2,
    queuedAfter: 0,
    provinceDossiers: 2,
    lost: 0,
    duplicated: 0,
  });
  for (const { provisionalCode, officialCode } of report.receipts) {
    expect(provisionalCode).toMatch(/^TAM-02-\d{6}-\d{4}$/);
    expect(officialCode).toMatch(/^H34\.12\.5-\d{6}-\d{4}$/);
  }
  for (const { file } of report.pictures) expect(fs.statSync(`demo-out/${file}`).size).toBeGreaterThan(10_000);
}, 620_000);
