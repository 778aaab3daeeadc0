// The real program, killed while it scans: its whole process tree and its core by turns. Training mode brings a scanner;
// what the window has shown as a page must be there afterwards.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Page } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { killCore, startApp } from "../../../scripts/driver/app.mjs";
import { openPapers, startVisit } from "../../../scripts/driver/person.mjs";
import { killAll, treeOf } from "../process-tree";
import { seededRandom } from "../seeded-random";

/** Each takes seconds: a tenth of those of the office without a window. */
const KILLS = Math.ceil(Number(process.env.FAULTS_KILLS ?? 20) / 10);
const SEED = Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000);
/** The virtual scanner gives a page in about 1.2 s. */
const LONGEST_LIFE_MS = 2500;
/** A lone key is told from a card reader's by the silence after it. */
const KEY_MS = 200;
const KILL_TIMEOUT_MS = 60_000;

type Running = Awaited<ReturnType<typeof startApp>>;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "quay-window-faults-"));
let running: Running | undefined;
afterEach(async () => {
  await running?.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

it(
  "loses and doubles no page that was shown, and scans on",
  async () => {
    const random = seededRandom(SEED);
    let program = await start();
    await startVisit(program.page, "khai sinh", "1.001193");
    await program.page.getByTestId("citizen-number").waitFor();
    await openStation(program.page);
    const shown = new Set<string>();
    for (let kill = 1; kill <= KILLS; kill++) {
      const before = (await pageIds(program.page)).length;
      await program.page.keyboard.press("Control+Enter");
      await program.page.getByTestId("page-thumb").nth(before).waitFor();
      await program.page.waitForTimeout(random() * LONGEST_LIFE_MS);
      for (const id of await pageIds(program.page)) shown.add(id);
      program = kill % 2 === 1 ? await killProgram(program) : await killOnlyCore(program);
      const ids = await pageIds(program.page);
      expect(
        [...shown].filter((id) => !ids.includes(id)),
        `lost in kill ${kill}, seed ${SEED}`,
      ).toEqual([]);
      expect(new Set(ids).size).toBe(ids.length);
    }
    fs.mkdirSync("test-out", { recursive: true });
    fs.appendFileSync("test-out/faults.txt", `scan window: kills ${KILLS} lost 0 duplicated 0 seed ${SEED}\n`);
  },
  60_000 + KILLS * KILL_TIMEOUT_MS,
);

async function start(): Promise<Running> {
  running = await startApp({ dataFolder: path.join(folder, "data"), args: ["--training"] });
  await running.page.getByTestId("screen-home").waitFor();
  return running;
}

async function killOnlyCore(program: Running): Promise<Running> {
  await killCore(program.app);
  await program.page.getByTestId("core-restarting").waitFor();
  await program.page.getByTestId("core-restarting").waitFor({ state: "detached" });
  return program;
}

async function killProgram({ app }: Running): Promise<Running> {
  const ended = new Promise((resolve) => app.process().once("exit", resolve));
  killAll(treeOf(app.process().pid ?? 0));
  await ended;
  const next = await start();
  await next.page.getByTestId("todo-drafts").click();
  await next.page.getByTestId("dossier-list").locator("[data-row]").first().click();
  await next.page.getByTestId("intake").waitFor();
  await openStation(next.page);
  return next;
}

async function openStation(page: Page): Promise<void> {
  await openPapers(page);
  await page.keyboard.press("1");
  await page.waitForTimeout(KEY_MS);
  await page.keyboard.press("F3");
  await page.getByTestId("screen-scan-station").waitFor();
}

function pageIds(page: Page): Promise<string[]> {
  return page
    .getByTestId("page-thumb")
    .evaluateAll((thumbs) => thumbs.map((thumb) => (thumb as HTMLElement).dataset["pageId"] ?? ""));
}
