// The killed office, its files as they are on the disk, and the virtual device in front of it.
import { fork, type ChildProcess } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { build } from "vite";
import type { StartCore } from "../../../shared/contract/host";
import { buildImageProcess } from "../../../electron/core/image-process.fixture";
import { openBlobStore, openStorage } from "../../../electron/core/storage";
import { AIRSCAN_DEVICE, makeAirscan, readPageNumbers, startVirtualMfp } from "../../devices/virtual-mfp/index.mjs";
import { childrenOf, killAll } from "../process-tree";
import type { StoredSheet } from "./account";
import type { Device, Order, Told } from "./protocol";

const KEY = "5a".repeat(32);
const EXTERNAL = ["better-sqlite3", "tesseract.js", "wasm-vips", "@hyzyla/pdfium", "koffi", /^node:/];
const ENTRY = path.resolve("test-out/scan-batch/office-that-scans.js");

export type Victim = "core" | "app" | "driver";

export async function openBatchBed(driver: "escl" | "sane") {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "quay-scan-faults-"));
  const dataFolder = path.join(folder, "data");
  fs.mkdirSync(dataFolder);
  await buildOffice();
  const imageProcess = await buildImageProcess();
  // SANE's client believes what it asked for: its pages are drawn in the colours and at the resolution of the order.
  const mfp = await startVirtualMfp({ pages: [], asIs: driver === "escl", resolutionDpi: 75, delayMs: 5 });
  const env = { ...process.env, ...(driver === "sane" ? makeAirscan(folder, mfp.url) : {}) };
  const device: Device = { driver, deviceId: driver === "sane" ? AIRSCAN_DEVICE : mfp.url };
  const start = startOrder(dataFolder);
  const sheetNumbers = new Map<string, number>();
  return {
    mfp,
    device,
    async startOffice(): Promise<RunningOffice> {
      const office = new RunningOffice(
        fork(ENTRY, [], { env, detached: true, stdio: ["ignore", "inherit", "inherit", "ipc"] }),
      );
      const started = await office.ask({ kind: "start", start, imageProcess }, "started");
      if (!started) throw new Error("the office did not start");
      return office;
    },
    /** As the officer sees it after the next start: shown pages in order, and what is hidden. */
    async readDisk(dossierId: string) {
      const storage = openStorage({ file: path.join(dataFolder, "office.db"), keyHex: KEY });
      const blobs = openBlobStore(path.join(dataFolder, "blobs"), KEY);
      const rows = storage.read.all<Row>(
        `SELECT p.id, p.sha256, p.component_id AS componentId, p.position, p.deleted
           FROM pages p LEFT JOIN components c ON c.id = p.component_id
          WHERE p.dossier_id = ? ORDER BY c.position, p.position`,
        dossierId,
      );
      const damage = storage.check();
      const shown = rows.filter((row) => row.deleted === 0);
      const fresh = shown.filter((row) => !sheetNumbers.has(row.id));
      const numbers = await readPageNumbers(fresh.map((row) => blobs.get(row.sha256)));
      for (const [index, row] of fresh.entries()) sheetNumbers.set(row.id, numbers[index] ?? 0);
      storage.close();
      const sheets = shown.map(({ id, componentId, position }): StoredSheet => ({
        pageId: id,
        sheet: sheetNumbers.get(id) ?? 0,
        componentId,
        position,
      }));
      return { sheets, hiddenIds: new Set(rows.filter((row) => row.deleted === 1).map((row) => row.id)), damage };
    },
    async close() {
      await mfp.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

function startOrder(dataFolder: string): StartCore {
  return {
    type: "start",
    dataFolder,
    keyHex: KEY,
    keyProtection: "test",
    assetsFolder: path.resolve("assets"),
    appVersion: "0.0.0",
    electronVersion: "none",
    coreStarts: 1,
    training: false,
    command: null,
  };
}

interface Row {
  id: string;
  sha256: string;
  componentId: string | null;
  position: number;
  deleted: number;
}

export class RunningOffice {
  /** Pages that the window was told of. */
  readonly told: string[] = [];
  readonly #closed: Promise<void>;
  isDead = false;

  constructor(private readonly child: ChildProcess) {
    this.#closed = new Promise((resolve) => child.once("exit", () => resolve()));
    void this.#closed.then(() => (this.isDead = true));
    child.on("message", (message: Told) => {
      if (message.kind === "page") this.told.push(message.pageId);
    });
  }

  /** @returns undefined when the office dies before it answers */
  async ask<Kind extends Told["kind"]>(order: Order, answer: Kind): Promise<Extract<Told, { kind: Kind }> | undefined> {
    const answered = new Promise<Extract<Told, { kind: Kind }>>((resolve) => {
      const listen = (message: Told) => {
        if (message.kind !== answer) return;
        this.child.off("message", listen);
        resolve(message as Extract<Told, { kind: Kind }>);
      };
      this.child.on("message", listen);
    });
    // To one that has died meanwhile nothing can be sent: that it is closed is the answer.
    this.child.send(order, () => undefined);
    return Promise.race([answered, this.#closed.then(() => undefined)]);
  }

  /** The next one that the window is told of. */
  firstPage(): Promise<void> {
    return new Promise((resolve) => {
      const listen = (message: Told) => {
        if (message.kind !== "page") return;
        this.child.off("message", listen);
        resolve();
      };
      this.child.on("message", listen);
    });
  }

  /** "app": the whole process tree at once; "driver": only what core has started for device and pictures. */
  async kill(victim: Victim): Promise<void> {
    const { pid = 0 } = this.child;
    if (victim === "core") this.child.kill("SIGKILL");
    else if (victim === "app") process.kill(-pid, "SIGKILL");
    else killAll(childrenOf(pid));
    if (victim !== "driver") await this.#closed;
  }
}

async function buildOffice(): Promise<void> {
  await build({
    configFile: false,
    logLevel: "error",
    build: {
      ssr: path.resolve("tests/faults/scan-batch/office.ts"),
      outDir: path.dirname(ENTRY),
      target: "node20.18",
      rollupOptions: { external: EXTERNAL, output: { format: "cjs", entryFileNames: path.basename(ENTRY) } },
    },
    ssr: { noExternal: true, external: EXTERNAL.filter((name) => typeof name === "string") },
  });
}
