// What stands in the window when the counter's data cannot be opened, and when the page itself is gone.
import fs from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import { startApp } from "../../scripts/driver/app.mjs";
import { runToEnd } from "../../scripts/run-to-end.mjs";
import { makeFolder, openCounter, type RunningApp } from "./counter";

let running: RunningApp | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

async function openUsed(name: string): Promise<string> {
  const folder = makeFolder(name);
  const first = await openCounter(folder);
  await first.close();
  return folder;
}

async function whatItSays(dataFolder: string): Promise<string> {
  running = await startApp({ dataFolder });
  const notice = running.page.getByTestId("refused");
  await notice.waitFor();
  return await notice.innerText();
}

describe("the window", () => {
  it("says that the key is lost, that it is damaged, and that the data are; and leaves them as they were", async () => {
    const folder = await openUsed("key");
    const [key, database] = ["key.bin", "office.db"].map((name) => path.join(folder, name)) as [string, string];
    const before = fs.readFileSync(database);
    const kept = fs.readFileSync(key);

    fs.rmSync(key);
    expect(await whatItSays(folder)).toContain("Không lấy được khóa của dữ liệu");
    expect(fs.existsSync(key)).toBe(false);
    expect(await runQuay(folder, "queue")).toMatchObject({ code: 2, complaint: "quay: STORAGE_KEY_UNAVAILABLE" });
    await running?.close();

    fs.writeFileSync(key, kept.subarray(0, 20));
    expect(await whatItSays(folder)).toContain("Không lấy được khóa của dữ liệu");
    await running?.close();

    fs.writeFileSync(key, kept);
    fs.writeFileSync(database, Buffer.from(before).fill(0xa5, 0, 4096));
    expect(await whatItSays(folder)).toContain("Không mở được dữ liệu");
    await running?.close();

    fs.writeFileSync(database, before);
    running = await openCounter(folder);
  });

  it("says that there is no place for the data", async () => {
    const folder = makeFolder("place");
    fs.writeFileSync(path.join(folder, "file"), "");
    expect(await whatItSays(path.join(folder, "file", "data"))).toContain("Không ghi được vào thư mục dữ liệu");
  });

  it("comes back by itself when its page crashes", async () => {
    const { app } = await openCounter(makeFolder("gone"));
    // Playwright neither answers for a page that crashed nor closes its program: both are asked of Electron itself.
    onTestFinished(() => void app.process().kill("SIGKILL"));
    await app.evaluate(({ BrowserWindow }) => {
      setTimeout(() => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(), 100);
    });
    await expect.poll(() => isCrashed(app), { timeout: 20_000 }).toBe(true);
    await expect.poll(() => isCrashed(app), { timeout: 20_000 }).toBe(false);
    const isHome = () =>
      app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
          "document.querySelector('[data-testid=screen-home]') !== null",
        ),
      );
    await expect.poll(isHome, { timeout: 20_000 }).toBe(true);
  });
});

function isCrashed(app: RunningApp["app"]): Promise<boolean | undefined> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.isCrashed());
}

async function runQuay(folder: string, ...args: string[]) {
  const env = { ...process.env, QUAY_DATA_DIR: folder };
  const { code, err } = await runToEnd([process.execPath, "scripts/quay.mjs", ...args], { env, timeoutMs: 60_000 });
  return {
    code,
    complaint: err
      .split("\n")
      .find((line) => line.startsWith("quay"))
      ?.trim(),
  };
}

describe("a command", () => {
  it.runIf(process.platform === "linux")("whose core dies ends, and is not run again", async () => {
    const folder = makeFolder("command");
    const env = { ...process.env, QUAY_DATA_DIR: folder };
    const args = ["scripts/quay.mjs", "ocr", "--in", "assets/samples", "--out", path.join(folder, "texts")];
    const ended = runToEnd([process.execPath, ...args], { env, timeoutMs: 120_000 });
    await expect.poll(() => fs.existsSync(path.join(folder, "office.db")), { timeout: 60_000 }).toBe(true);
    for (const pid of nodeServicesOf(folder)) process.kill(pid, "SIGKILL");
    expect(await ended).toMatchObject({ code: 1 });
    expect(nodeServicesOf(folder)).toEqual([]);
  });
});

/** Core and the image process of the program that works on this folder. */
function nodeServicesOf(folder: string): number[] {
  return fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      const words = commandLine(pid);
      return words.includes("node.mojom.NodeService") && words.includes(folder);
    })
    .map(Number);
}

function commandLine(pid: string): string {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return ""; // it has ended meanwhile
  }
}
