import { createHash } from "node:crypto";
import fs from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ScanSettings } from "../../../../../shared/contract";
import { DomainError } from "../../../../../shared/errors";
import { createSaneDriver } from "./index";
import { openSaneBed, type SaneBed } from "./sane-bed.fixture";

const KILLS = 100;
const SEED = Number(process.env["FAULTS_SEED"] ?? Date.now() % 1_000_000);
const SHEETS = 10;
// A whole batch takes less: some kills come before it opens the device, some after its end.
const LONGEST_LIFE_MS = 180;
const NEVER = new AbortController().signal;
const SETTINGS = ScanSettings.parse({
  source: "feeder",
  resolutionDpi: 75,
  pageSize: "card",
  vendorOptions: { "test-picture": "Color pattern" },
});

let bed: SaneBed;
beforeAll(() => (bed = openSaneBed()));
afterAll(() => bed.close());

test(`scanimage killed ${KILLS} times costs no page that was delivered (seed ${SEED})`, async () => {
  const whole = await scan();
  expect(whole).toMatchObject({ code: undefined, pages: { length: SHEETS } });
  const random = seeded(SEED);
  const figures = { kills: 0, cutOff: 0, delivered: 0, damaged: 0 };
  while (figures.kills < KILLS) {
    const scanning = scan();
    const isDone = await Promise.race([scanning.then(() => true), pause(random() * LONGEST_LIFE_MS)]);
    const killed = isDone ? 0 : killAll();
    const { pages, code } = await scanning;
    figures.kills += killed;
    figures.delivered += pages.length;
    figures.damaged += pages.filter((page, index) => page !== whole.pages[index]).length;
    if (code !== undefined) figures.cutOff++;
    expect([undefined, "SCANNER_FAILED"]).toContain(code);
  }
  console.log(`scanimage: ${JSON.stringify(figures)}`);
  expect(figures.damaged).toBe(0);
  expect(figures.cutOff).toBeGreaterThan(KILLS / 2);
  expect(await scan(), "usable afterwards").toEqual(whole);
  expect(bed.scans()).toEqual([]);
  expect(fs.readdirSync(process.env["XDG_RUNTIME_DIR"] ?? "")).toEqual([]);
}, 240_000);

async function scan(): Promise<{ pages: string[]; code: string | undefined }> {
  const pages: string[] = [];
  try {
    const request = { deviceId: "test:0", settings: SETTINGS };
    for await (const event of createSaneDriver(bed.command).scan(request, NEVER))
      if (event.kind === "page") pages.push(createHash("sha256").update(event.image.bytes).digest("hex"));
    return { pages, code: undefined };
  } catch (error) {
    if (error instanceof DomainError) return { pages, code: error.code };
    throw error;
  }
}

function killAll(): number {
  return bed.scans().filter((pid) => {
    try {
      return process.kill(pid, "SIGKILL");
    } catch {
      return false; // it ended in this moment
    }
  }).length;
}

function pause(ms: number): Promise<boolean> {
  return new Promise((resolve) => setTimeout(() => resolve(false), ms));
}

/** Mulberry32: the same kills for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
