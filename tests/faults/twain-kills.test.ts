// The helper of the TWAIN driver is killed at random moments of a batch: every page that was delivered is whole and in
// its order, at most the one under way is lost, nothing is left behind, and the next batch starts by itself.
import fs from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ScanSettings } from "../../shared/contract";
import { createTwainDriver } from "../../electron/core/scanning/drivers/twain";
import { DomainError } from "../../shared/errors";
import { seededRandom } from "./seeded-random";
import { readPixel } from "../twain/read-pixel";
import { openWineBed, SOURCE, type WineBed } from "../twain/wine-bed";

const KILLS = 100;
const SEED = Number(process.env["FAULTS_SEED"] ?? Date.now() % 1_000_000);
const SHEETS = 8;
const TRANSFER_MS = 40;
/** Of the time that a batch takes when it is left alone, measured first. */
const LATEST_KILL = 1.1;
const WITHIN_MS = 10 * 60_000;
const canRun = process.platform === "linux" && process.arch === "x64";

let bed: WineBed;

/** @param killAfterMs null: it is left alone */
async function scanUntilKilled(killAfterMs: number | null): Promise<{ pages: Uint8Array[]; code: string }> {
  const driver = createTwainDriver({ starters: [bed.starter], patience: { silentMs: 20_000, stopMs: 4_000 } });
  const settings = ScanSettings.parse({ source: "feeder", resolutionDpi: 75, colourMode: "grey" });
  const pages: Uint8Array[] = [];
  const kill =
    killAfterMs !== null && pause(killAfterMs).then(() => bed.helpers().forEach((pid) => process.kill(pid, "SIGKILL")));
  try {
    for await (const event of driver.scan({ deviceId: SOURCE, settings }, new AbortController().signal))
      if (event.kind === "page") pages.push(event.image.bytes);
    return { pages, code: "all sheets" };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { pages, code: error.code };
  } finally {
    await kill;
  }
}

/** The first page has a striped tenth of an inch at its top right, each further one a tenth more; see colourAt in tests/twain/fixture/data-source.c. */
function numberOf(page: Uint8Array): number {
  const isTicked = (n: number) => {
    const y = (0.65 * 25.4) / 297;
    const left = 1 - ((0.1 + n * 0.1) * 25.4) / 210;
    const width = (0.1 * 25.4) / 210;
    return [0.2, 0.4, 0.6, 0.8].some((share) => readPixel(page, { x: left + share * width, y }) === "000000");
  };
  let ticks = 0;
  while (isTicked(ticks + 1)) ticks++;
  return ticks;
}

const countFed = () => bed.notes().filter((note) => note === "fed").length;

if (!canRun) test.skip("kills of the TWAIN helper (not runnable: wine is for Linux on x64)", () => undefined);

describe.runIf(canRun)("the helper killed at random", () => {
  beforeAll(async () => {
    bed = await openWineBed();
    bed.set({ sheets: SHEETS, transferMs: TRANSFER_MS });
  });
  afterAll(() => bed.close());

  test(
    `${KILLS} times: no delivered page is lost or damaged, and the next batch starts`,
    async () => {
      const random = seededRandom(SEED);
      const startedAt = performance.now();
      expect((await scanUntilKilled(null)).pages).toHaveLength(SHEETS);
      const latestKillMs = (performance.now() - startedAt) * LATEST_KILL;
      const total = { kills: 0, delivered: 0 };
      while (total.kills < KILLS) {
        const fedBefore = countFed();
        const { pages, code } = await scanUntilKilled(random() * latestKillMs);
        const lost = countFed() - fedBefore - pages.length;
        expect(["SCANNER_DRIVER_CRASHED", "all sheets"]).toContain(code);
        expect(pages.map(numberOf)).toEqual(pages.map((_, index) => index));
        expect(lost).toBeLessThanOrEqual(1);
        expect(fs.readdirSync(bed.pagesFolder)).toEqual([]);
        expect(bed.helpers()).toEqual([]);
        if (code === "SCANNER_DRIVER_CRASHED") total.kills++;
        total.delivered += pages.length;
      }
      expect((await scanUntilKilled(null)).pages).toHaveLength(SHEETS);
      expect(total.delivered).toBeGreaterThan(KILLS / 4);
      const line = `twain helper: kills ${total.kills} delivered ${total.delivered} lost 0 in flight at most 1`;
      fs.mkdirSync("test-out", { recursive: true });
      fs.appendFileSync("test-out/faults.txt", `${line} seed ${SEED}\n`);
    },
    WITHIN_MS,
  );
});
