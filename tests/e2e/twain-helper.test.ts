// The TWAIN helper in Electron's own Node, spoken to over a port. Here is no Windows, so all it can say is that there is
// no TWAIN; but its bundle, koffi in Electron, and the line in both directions are the real ones.
import fs from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { buildTwainHelper } from "../../electron/core/scanning/drivers/twain/helper-bundle.fixture";
import { electronEnvironment, withDisplay } from "../../scripts/run.mjs";
import { runToEnd } from "../../scripts/run-to-end.mjs";
import { ROOT } from "../../scripts/setup/places.mjs";

/** Inside of the program's folder, from where koffi is found. */
const folder = path.join(ROOT, "node_modules", ".cache", "twain-helper", String(process.pid));

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

// On Windows it would answer with what is there; tests/twain asks that of wine.
test.skipIf(process.platform === "win32")("the helper answers over a port of Electron and ends with it", async () => {
  const helper = await buildTwainHelper(folder);
  const { ELECTRON_EXEC_PATH, ...environment } = await electronEnvironment();
  const env = { ...environment, ELECTRON_RUN_AS_NODE: undefined };
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const host = path.join(ROOT, "scripts", "driver", "twain-helper-host.cjs");
  const command = withDisplay([ELECTRON_EXEC_PATH, ...sandbox, host, helper]);
  const { out, err } = await runToEnd(command, { env, timeoutMs: 60_000 });
  expect(JSON.parse(out.trim() || "null"), err).toEqual({ is: "fault", condition: "NODSM", operation: "load" });
});
