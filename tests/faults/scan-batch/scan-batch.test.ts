// Batches of 200 sheets through each network path, with app, core or driver killed at random moments.
import fs from "node:fs";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../seeded-random";
import { settleBatch, type Account } from "./account";
import { openBatchBed, type RunningOffice, type Victim } from "./bed";
import type { Told } from "./protocol";
import { Stack } from "./stack";

const KILLS = Number(process.env.FAULTS_KILLS ?? 20);
const SEED = Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000);
const SHEETS = 200;
const PAPERS = 4;
const LONGEST_LIFE_MS = 1200;
/** Of the kills that come before the first page: the office, the driver or the device is still getting ready. */
const EARLY_SHARE = 0.2;
/** A power cut costs the sheet in flight. SANE's own client of eSCL takes the stack in ahead: the sheets are put back. */
const MOST_IN_FLIGHT = { escl: 1, sane: SHEETS + PAPERS };
const VICTIMS: readonly Victim[] = ["core", "app", "driver"];
/** Kills can come early several times in a row; a device that gives nothing at all must not be asked for ever. */
const MOST_IDLE_RUNS = 15;
const KILL_TIMEOUT_MS = 20_000;

type Bed = Awaited<ReturnType<typeof openBatchBed>>;
type Prepared = Extract<Told, { kind: "prepared" }>;

describe.each(["escl", "sane"] as const)("a batch through %s", (driver) => {
  it(
    `loses, doubles and misplaces nothing in ${KILLS} kills`,
    async () => {
      const bed = await openBatchBed(driver);
      const stack = await Stack.print({ sheets: SHEETS, papers: PAPERS });
      const random = seededRandom(SEED);
      const total = { kills: 0, lost: 0, duplicated: 0, misplaced: 0, strange: 0, damaged: 0, mostInFlight: 0 };
      try {
        while (total.kills < KILLS) await oneBatch({ bed, stack, random, total });
      } finally {
        await bed.close();
      }
      const { kills, lost, duplicated, misplaced, strange } = total;
      const line = `scan batch ${driver}: kills ${kills} lost ${lost} duplicated ${duplicated} misplaced ${misplaced} strange ${strange}`;
      fs.mkdirSync("test-out", { recursive: true });
      fs.appendFileSync("test-out/faults.txt", `${line} in flight at most ${total.mostInFlight} seed ${SEED}\n`);
      expect({ ...total, kills: 0 }).toEqual({
        ...{ kills: 0, lost: 0, duplicated: 0, misplaced: 0, strange: 0, damaged: 0 },
        mostInFlight: total.mostInFlight,
      });
      expect(total.mostInFlight).toBeLessThanOrEqual(MOST_IN_FLIGHT[driver]);
    },
    120_000 + KILLS * KILL_TIMEOUT_MS,
  );
});

interface Lane {
  bed: Bed;
  stack: Stack;
  random: () => number;
  total: Record<"kills" | keyof Account | "damaged" | "mostInFlight", number>;
}

/** 200 sheets into one dossier, however often it is interrupted. */
async function oneBatch(lane: Lane): Promise<void> {
  const { bed, stack, total } = lane;
  let office = await bed.startOffice();
  const { device } = bed;
  const address = device.driver === "escl" ? bed.mfp.url : null;
  const prepared = await office.ask({ kind: "prepare", device, address, components: PAPERS }, "prepared");
  if (!prepared) throw new Error("the office died while it was prepared");
  const componentOf = (sheet: number) => prepared.componentIds[stack.paperOf(sheet)];
  const told: string[] = [];
  let done = new Set<number>();
  let idle = 0;
  while (done.size < SHEETS) {
    if (office.isDead) office = await bed.startOffice();
    const before = done.size;
    await scanUntilKilled(lane, { office, prepared, done });
    told.push(...office.told.splice(0));
    const disk = await bed.readDisk(prepared.dossierId);
    done = new Set(disk.sheets.map((page) => page.sheet).filter((sheet) => componentOf(sheet) !== undefined));
    total.damaged += disk.damage.length;
    expect(done.size, "the batch gets on").toBeGreaterThanOrEqual(before);
    idle = done.size > before ? 0 : idle + 1;
    if (idle > MOST_IDLE_RUNS) throw new Error(`no sheet came in ${idle} runs`);
  }
  const { sheets, hiddenIds } = await bed.readDisk(prepared.dossierId);
  const account = settleBatch({ pageIds: told, componentOf }, sheets, hiddenIds);
  for (const kind of ["lost", "duplicated", "misplaced", "strange"] as const) total[kind] += account[kind].length;
  await office.kill("app");
}

interface Attempt {
  office: RunningOffice;
  prepared: Prepared;
  done: ReadonlySet<number>;
}

async function scanUntilKilled(lane: Lane, { office, prepared, done }: Attempt): Promise<void> {
  const { bed, stack, random, total } = lane;
  const { dossierId, componentIds, device } = prepared;
  bed.mfp.load(stack.without(done));
  const fedBefore = bed.mfp.sheetsFed;
  const storedBefore = await countStored(bed, dossierId);
  const order = { kind: "scan" as const, device, dossierId, componentId: componentIds[0] ?? "" };
  const finished = office.ask(order, "finished");
  const isEarly = random() < EARLY_SHARE;
  const lifeMs = random() * LONGEST_LIFE_MS;
  const victim = VICTIMS[Math.floor(random() * VICTIMS.length)] ?? "core";
  let isOver = false;
  void finished.then(() => (isOver = true));
  if (!isEarly) await Promise.race([finished, office.firstPage()]);
  await Promise.race([finished, new Promise((resolve) => setTimeout(resolve, lifeMs))]);
  if (!isOver && total.kills < KILLS) {
    total.kills++;
    await office.kill(victim);
  }
  await finished;
  const inFlight = bed.mfp.sheetsFed - fedBefore - ((await countStored(bed, dossierId)) - storedBefore);
  total.mostInFlight = Math.max(total.mostInFlight, inFlight);
}

async function countStored(bed: Bed, dossierId: string): Promise<number> {
  const { sheets, hiddenIds } = await bed.readDisk(dossierId);
  return sheets.length + hiddenIds.size;
}
