// Gateways as processes of their own, built from the sources, on the databases and storages that a province may have.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { build } from "vite";
import { ADMIN_TOKEN, ENROLMENT_CODE } from "../../province/counter-client.fixture";
import { startPostgres } from "../../province/postgres-bed.fixture";
import { startObjectStore } from "../../province/storage-bed.fixture";

const ROOT = path.join(import.meta.dirname, "..", "..");
/** Of this test process alone: others build at the same time. */
const OUT = path.join(ROOT, "test-out", `province-gateway-${process.pid}`);
process.once("exit", () => fs.rmSync(OUT, { recursive: true, force: true }));
export const GATEWAY_SCRIPT = path.join(OUT, "province.cjs");

export interface Gateway {
  url: string;
  /** SIGKILL; returns when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; returns the exit code. */
  stop(): Promise<number | null>;
}

export interface GatewayBed {
  /** The gateways that run; the same one twice where only one can. */
  at(index: number): Gateway;
  /** Kills the first gateway and returns where a counter goes on: the other one, or the same started again. */
  killFirst(): Promise<Gateway>;
  /** After `killFirst`: all run again. */
  restore(): Promise<void>;
  close(): Promise<void>;
}

export async function buildGateway(): Promise<void> {
  await build({
    configFile: false,
    logLevel: "error",
    ssr: { noExternal: true, external: ["@electric-sql/pglite", "pg"] },
    build: {
      ssr: path.join(ROOT, "province", "server.ts"),
      outDir: OUT,
      rolldownOptions: { output: { format: "cjs", entryFileNames: "province.cjs", chunkFileNames: "[name].cjs" } },
    },
  });
}

export async function openPgliteBed(): Promise<GatewayBed> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "gateway-"));
  const settings = { DATA_DIR: path.join(folder, "data") };
  let gateway = await startGateway(settings);
  return {
    at: () => gateway,
    async killFirst() {
      await gateway.kill();
      gateway = await startGateway(settings);
      return gateway;
    },
    restore: () => Promise.resolve(),
    async close() {
      await gateway.kill();
      fs.rmSync(folder, { recursive: true });
    },
  };
}

export async function openPostgresBed(kind: "folder" | "s3"): Promise<GatewayBed> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "gateway-"));
  const postgres = await startPostgres();
  const store = kind === "s3" ? await startObjectStore(path.join(folder, "s3")) : undefined;
  const settings = {
    DATABASE_URL: postgres.url,
    BLOB_URL: store?.blobUrl ?? pathToFileURL(path.join(folder, "files")).href,
  };
  // At once: both find an empty database.
  const gateways = await Promise.all([startGateway(settings), startGateway(settings)]);
  const at = (index: number) => gateways[index % 2] as Gateway;
  return {
    at,
    async killFirst() {
      await at(0).kill();
      return at(1);
    },
    async restore() {
      gateways[0] = await startGateway(settings);
    },
    async close() {
      await Promise.all(gateways.map((gateway) => gateway.kill()));
      await store?.close();
      await postgres.stop();
      fs.rmSync(folder, { recursive: true });
    },
  };
}

export async function startGateway(settings: Record<string, string>): Promise<Gateway> {
  const child = spawn(process.execPath, [GATEWAY_SCRIPT], {
    cwd: ROOT,
    env: { ...process.env, ENROLMENT_CODE, ADMIN_TOKEN, NODE_NO_WARNINGS: "1", ...settings },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  const exited = once(child, "exit");
  process.once("exit", () => signal(child, "SIGKILL"));
  const url = await firstAddress(child);
  if (url === undefined) throw new Error(`the gateway ended with ${String((await exited)[0])}`);
  async function end(name: NodeJS.Signals): Promise<number | null> {
    signal(child, name);
    await exited;
    return child.exitCode;
  }
  return { url, kill: async () => void (await end("SIGKILL")), stop: () => end("SIGTERM") };
}

/** To the whole group; nothing happens when it has ended. */
function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, name);
}

/** undefined: it has ended without being ready */
async function firstAddress(child: ChildProcess): Promise<string | undefined> {
  if (!child.stdout) throw new Error("the gateway has no output");
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /^\{"listening":"([^"]+)"\}$/.exec(line)?.[1];
    if (address === undefined) continue;
    child.stdout.resume();
    return address;
  }
  return undefined;
}
