// The demo is the main job end to end; here its report is held to what it must say.
import fs from "node:fs";
import { expect, it } from "vitest";
import { runToEnd } from "../../scripts/run-to-end.mjs";

it("takes three dossiers through intake, a crash, the scan station and delivery without losing, doubling or mixing anything", async () => {
  const run = await runToEnd([process.execPath, "scripts/demo.mjs"], { timeoutMs: 600_000 });
  expect(run.code, `${run.out}\n${run.err}`).toBe(0);
  const report = JSON.parse(fs.readFileSync("demo-out/report.json", "utf8"));
  expect(report).toMatchObject({
    pagesScanned: 10,
    pagesRecognised: 10,
    dossiers: 3,
    queuedBefore: 3,
    queuedAfter: 0,
    provinceDossiers: 3,
    lost: 0,
    duplicated: 0,
  });
  expect(report.station).toEqual({
    sheetsScanned: 9, // eight in the stack, and one of them again
    routed: 5,
    separatorsLeftOut: 3,
    pagesKept: 4,
    atProvince: 4,
    lost: 0,
    duplicated: 0,
    misplaced: 0,
    strange: 0,
  });
  for (const { provisionalCode, officialCode } of report.receipts) {
    expect(provisionalCode).toMatch(/^TAM-02-\d{6}-\d{4}$/);
    expect(officialCode).toMatch(/^H34\.12\.5-\d{6}-\d{4}$/);
  }
  for (const { file } of report.pictures) expect(fs.statSync(`demo-out/${file}`).size).toBeGreaterThan(10_000);
}, 620_000);
