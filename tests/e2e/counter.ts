// A counter for a test: its own data folder, the built program, and the first-run screen already filled in.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll } from "vitest";
import { startApp } from "../../scripts/driver/app.mjs";
import { fillFirstRun } from "../../scripts/driver/person.mjs";

export type RunningApp = Awaited<ReturnType<typeof startApp>>;

export function makeFolder(name: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `quay-${name}-`));
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function openCounter(dataFolder: string, env: Record<string, string> = {}): Promise<RunningApp> {
  const running = await startApp({ dataFolder, env });
  await running.page.getByTestId("screen-first-run").or(running.page.getByTestId("screen-home")).waitFor();
  if (await running.page.getByTestId("screen-first-run").isVisible()) await fillFirstRun(running.page);
  await running.page.getByTestId("screen-home").waitFor();
  return running;
}
