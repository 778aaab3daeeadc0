// A gateway and some counters as processes on hosts of their own, over TLS, with a line between that can be shaped and cut.
import { execFileSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { build } from "vite";
import { startPostgres } from "../../../province/postgres-bed.fixture";
import { buildGateway, GATEWAY_SCRIPT } from "../../province/gateway-process";
import { ADMIN_TOKEN, createCounter, ENROLMENT_CODE } from "../../sync/counter.fixture";
import { judge, viewCounter, viewProvince, type Verdict } from "./checker";
import { openNetwork } from "./network";
import { killGroup, type Network } from "./network-line";

const ROOT = path.join(import.meta.dirname, "..", "..", "..");
/** Of this test process alone: others build at the same time. */
const OUT = path.join(ROOT, "test-out", `counter-at-work-${process.pid}`);
process.once("exit", () => fs.rmSync(OUT, { recursive: true, force: true }));
const PORT = 8443;
const LEAF = { timeout: 30_000, killSignal: "SIGKILL", stdio: "ignore" } as const;

export interface Work {
  /** In all, with those that are there already. */
  dossiers: number;
  clockErrorSeconds?: number;
  pageBytes?: number;
  everyMs?: number;
  pages?: number;
  requestTimeoutMs?: number;
}

export interface NetworkBed {
  network: Network;
  /** Dossiers that the counters said they had taken in. */
  told: Set<string>;
  startGateway(): Promise<void>;
  killGateway(): Promise<void>;
  startCounter(index: number, work: Work): void;
  /** Of a counter that does not run: to fill its queue. */
  folderOf(index: number): { folder: string; unitCode: string };
  certificate: { key: string; cert: string };
  killCounter(index: number): Promise<void>;
  /** What this counter last said that it has sent, and needs attention. */
  last(index: number): { sent: number; attention: number; rssBytes: number };
  /** All processes are ended first. */
  judge(): Promise<Verdict>;
  close(): Promise<void>;
}

export async function buildPrograms(): Promise<void> {
  await buildGateway();
  await build({
    configFile: false,
    logLevel: "error",
    ssr: { noExternal: true, external: ["better-sqlite3"] },
    build: {
      ssr: path.join(import.meta.dirname, "counter-at-work.ts"),
      outDir: OUT,
      rolldownOptions: { output: { format: "cjs", entryFileNames: "counter.cjs", chunkFileNames: "[name].cjs" } },
    },
  });
}

interface Place {
  folder: string;
  unitCode: string;
  child: ChildProcess | undefined;
  last: { sent: number; attention: number; rssBytes: number };
}

export async function openNetworkBed(what: { clients: number; seed: number }): Promise<NetworkBed> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "network-bed-"));
  const network = await openNetwork(what);
  const port = await network.port(PORT);
  const addresses = await Promise.all(
    Array.from({ length: what.clients }, (_, index) => network.serverAddress(index, port)),
  );
  const postgres = await startPostgres();
  const certificate = makeCertificate(folder, what.clients);
  const places = Array.from({ length: what.clients }, (_, index): Place => {
    const unitCode = `H42.1.${Math.floor(index / 2) + 1}${index % 2 === 0 ? "" : ".B"}`;
    const last = { sent: 0, attention: 0, rssBytes: 0 };
    return { folder: createCounter({ unitCode }).folder, unitCode, child: undefined, last };
  });
  const placeAt = (index: number) => places[index] as Place;
  const told = new Set<string>();
  let gateway: ChildProcess | undefined;
  const stopAll = () => Promise.all([end(gateway), ...places.map(({ child }) => end(child))]);
  return {
    network,
    told,
    async startGateway() {
      const settings = { PORT: String(port), DATABASE_URL: postgres.socketUrl, DATA_DIR: path.join(folder, "data") };
      gateway = await startGateway(network, { ...settings, TLS_CERT: certificate.cert, TLS_KEY: certificate.key });
    },
    folderOf: (index) => placeAt(index),
    certificate,
    killGateway: () => end(gateway),
    startCounter(index, work) {
      const place = placeAt(index);
      const province = `https://${addresses[index]}`;
      const numbers = [work.dossiers, work.clockErrorSeconds ?? 0, work.pageBytes ?? 30_000, work.everyMs ?? 50];
      const rest = [work.pages ?? 1, work.requestTimeoutMs ?? 5000];
      const args = [place.folder, place.unitCode, province, certificate.cert, ...numbers, ...rest].map(String);
      place.child = network.onClient(index, [process.execPath, path.join(OUT, "counter.cjs"), ...args]);
      void listen(place, told);
    },
    killCounter: (index) => end(placeAt(index).child),
    last: (index) => placeAt(index).last,
    async judge() {
      await stopAll();
      const counters = places.map((place, index) => viewFolder(`counter ${index + 1}`, place));
      return judge({ told, counters, province: await viewProvince(postgres.url, path.join(folder, "data", "files")) });
    },
    async close() {
      await stopAll();
      await network.close();
      await postgres.stop();
      for (const each of [folder, ...places.map((place) => place.folder)]) fs.rmSync(each, { recursive: true });
    },
  };
}

function viewFolder(name: string, { folder, unitCode }: Place) {
  const { storage } = createCounter({ unitCode, folder }).open();
  const view = viewCounter(name, storage.read);
  storage.close();
  return view;
}

async function listen({ child, last }: Place, told: Set<string>): Promise<void> {
  if (!child?.stdout) return;
  for await (const line of createInterface({ input: child.stdout })) {
    const { taken, ...rest } = JSON.parse(line) as { taken?: string };
    if (taken === undefined) Object.assign(last, rest);
    else told.add(taken);
  }
}

async function startGateway(network: Network, settings: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const own = { ...settings, ENROLMENT_CODE, ADMIN_TOKEN, HOST: "0.0.0.0", NODE_NO_WARNINGS: "1" };
  const child = network.onServer([process.execPath, GATEWAY_SCRIPT], { ...process.env, ...own });
  if (!child.stdout) throw new Error("the gateway has no output");
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, "line"), once(child, "exit").then(() => ["ended"])]);
  if (!String(first[0]).includes("listening")) throw new Error("the gateway did not start");
  return child; // its further lines are read, and not kept
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  killGroup(child);
  await exited;
}

function makeCertificate(folder: string, clients: number): { key: string; cert: string } {
  const [key, cert] = [path.join(folder, "key.pem"), path.join(folder, "cert.pem")];
  const names = Array.from({ length: clients }, (_, index) => `IP:10.77.${index}.2`)
    .concat("IP:127.0.0.1")
    .join(",");
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30"];
  const about = ["-subj", "/CN=province", "-addext", `subjectAltName=${names}`];
  execFileSync("openssl", ["req", "-x509", ...curve, "-keyout", key, "-out", cert, ...about], LEAF);
  return { key, cert };
}
