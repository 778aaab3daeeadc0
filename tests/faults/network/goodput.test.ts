// How fast pages go against curl with the same bytes on the same line, what a cut costs, what a long queue takes in memory, and
// commits of the gateway against bare inserts. `npm run bench` runs it at full size (SYNC_BENCH) and takes the figures from
// its file; the short form says that it works, and nothing about time.
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCounter, randomPage } from "../../sync/counter.fixture";
import { buildPrograms, openNetworkBed, type NetworkBed } from "./network-bed";
import type { LineStats } from "./network-line";
import { PROFILES, type Profile } from "./profiles";

const isBench = process.env.SYNC_BENCH === "1";
const FIGURES = "test-out/sync-bench.json";
const CLEAN_BYTES = isBench ? 200_000_000 : 4_000_000;
const SLOW_BYTES = isBench ? 6_000_000 : 100_000;
const CUT_BYTES = isBench ? 6_000_000 : 100_000;
const CUT_EVERY_MS = isBench ? 30_000 : 10_000;
const CUT_MS = 2000;
const QUEUE = isBench ? 2000 : 40;
const SINK_PORT = 9443;
const REQUEST_MS = 120_000;
const DRAIN_MS = 600_000;
const PAGES = 10;
/** What a counter has sent before: both ends are warm, and the line is known. */
const FIRST = { dossiers: isBench ? 30 : 1, pageBytes: 20_000, pages: 1 };
/** What is known of the line is stored as a run ends. */
const AFTER_RUN_MS = 500;
const SINK = `const fs = require("node:fs"); const [cert, key, file, port] = process.argv.slice(1);
  require("node:https").createServer({ cert: fs.readFileSync(cert), key: fs.readFileSync(key) }, (request, response) => {
    request.pipe(fs.createWriteStream(file)).on("finish", () => response.end("ok")); })
  .listen(Number(port), "0.0.0.0", () => console.log("ready"));`;

let bed: NetworkBed;
const figures: Record<string, number> = {};

beforeAll(async () => {
  await buildPrograms();
  bed = await openNetworkBed({ clients: 3, seed: 1 });
  await bed.startGateway();
});
afterAll(async () => {
  fs.mkdirSync("test-out", { recursive: true });
  fs.writeFileSync(FIGURES, JSON.stringify(figures));
  await bed.close();
});

/** Waits in the queue of a counter that has sent a dossier over this line before, and does not run. */
async function fill(
  client: number,
  work: { profile: Profile | null; dossiers: number; pageBytes: number; pages: number },
): Promise<number> {
  bed.network.shape(client, work.profile);
  bed.startCounter(client, { ...FIRST, requestTimeoutMs: REQUEST_MS });
  await expect.poll(() => bed.last(client).sent, { timeout: REQUEST_MS }).toBeGreaterThanOrEqual(FIRST.dossiers);
  await pause(AFTER_RUN_MS);
  await bed.killCounter(client);
  const counter = createCounter(bed.folderOf(client)).open();
  for (let index = 0; index < work.dossiers; index += 1)
    counter.receive(Array.from({ length: work.pages }, () => randomPage(work.pageBytes)));
  const total = counter.storage.read.value<number>("SELECT count(*) FROM outbox") ?? 0;
  await counter.close();
  return total;
}

/** @returns seconds until everything is delivered, from the first moment that the program answers */
async function drain(client: number, total: number): Promise<number> {
  bed.last(client).rssBytes = 0;
  bed.startCounter(client, { dossiers: 0, requestTimeoutMs: REQUEST_MS });
  await expect.poll(() => bed.last(client).rssBytes, { timeout: 30_000, interval: 10 }).toBeGreaterThan(0);
  const begun = performance.now();
  await expect.poll(() => bed.last(client).sent, { timeout: DRAIN_MS, interval: 20 }).toBe(total);
  const seconds = (performance.now() - begun) / 1000;
  await bed.killCounter(client);
  return seconds;
}

async function curl(client: number, bytes: number): Promise<number> {
  const { cert, key } = bed.certificate;
  const folder = path.dirname(cert);
  const [source, target] = [path.join(folder, "source"), path.join(folder, "target")];
  fs.writeFileSync(source, randomBytes(bytes));
  const port = await bed.network.port(SINK_PORT);
  const sink = bed.network.onServer([process.execPath, "-e", SINK, cert, key, target, String(port)]);
  if (sink.stdout) await once(sink.stdout, "data");
  const url = `https://${await bed.network.serverAddress(client, port)}/`;
  const begun = performance.now();
  const child = bed.network.onClient(client, ["curl", "-sS", "--cacert", cert, "-T", source, url]);
  expect((await once(child, "exit"))[0]).toBe(0);
  const seconds = (performance.now() - begun) / 1000;
  expect(fs.statSync(target).size).toBe(bytes);
  sink.kill("SIGKILL");
  fs.rmSync(target);
  return seconds;
}

async function compare(
  client: number,
  profile: Profile | null,
  bytes: number,
): Promise<{ ours: number; oursOnLine: number; rival: number; rivalOnLine: number }> {
  const pageBytes = Math.min(300_000, bytes / PAGES);
  const total = await fill(client, {
    profile,
    dossiers: Math.round(bytes / pageBytes / PAGES),
    pageBytes,
    pages: PAGES,
  });
  const begun = (await bed.network.stats(client)).up.bytes;
  const ours = await drain(client, total);
  const before = (await bed.network.stats(client)).up.bytes;
  const rival = await curl(client, bytes);
  const rivalOnLine = ((await bed.network.stats(client)).up.bytes - before) / bytes;
  const oursOnLine = (before - begun) / bytes;
  return { ours: bytes / ours / 1000, oursOnLine, rival: bytes / rival / 1000, rivalOnLine };
}

/** @returns what went up the line during this work, with a short cut after each while */
async function countWhileCut(client: number, work: () => Promise<unknown>): Promise<LineStats> {
  const before = (await bed.network.stats(client)).up;
  const ending = new AbortController();
  const cutting = (async () => {
    while (await waited(CUT_EVERY_MS, ending.signal)) {
      bed.network.cut(client, { up: true, down: true });
      await pause(CUT_MS);
      bed.network.cut(client, { up: false, down: false });
    }
  })();
  await work();
  ending.abort();
  await cutting;
  const { up } = await bed.network.stats(client);
  return {
    packets: up.packets - before.packets,
    bytes: up.bytes - before.bytes,
    streamBytes: up.streamBytes - before.streamBytes,
    dropped: up.dropped - before.dropped,
  };
}

/** @returns false when it was ended before */
async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  return pause(ms, true, { signal }).catch(() => false);
}

describe("pages on their way", () => {
  it(
    "go over a clean line, as do curl's",
    async () => {
      const { ours, rival } = await compare(0, PROFILES.fibre, CLEAN_BYTES);
      Object.assign(figures, { cleanOurs: ours, cleanCurl: rival });
    },
    DRAIN_MS,
  );

  it(
    "go as fast as both ends can, as do curl's",
    async () => {
      const { ours, rival } = await compare(0, null, CLEAN_BYTES);
      Object.assign(figures, { freeOurs: ours, freeCurl: rival });
    },
    DRAIN_MS,
  );

  it(
    "go over a slow line with losses, as do curl's",
    async () => {
      const { ours, oursOnLine, rival, rivalOnLine } = await compare(1, PROFILES.P2, SLOW_BYTES);
      Object.assign(figures, {
        ...{ slowOurs: ours, slowOursOnLine: oursOnLine },
        ...{ slowCurl: rival, slowCurlOnLine: rivalOnLine },
      });
    },
    DRAIN_MS,
  );

  it(
    "are sent nearly once on a line that is cut again and again, as are curl's",
    async () => {
      const pages = { pageBytes: CUT_BYTES / 20, pages: 10 };
      const total = await fill(1, { profile: PROFILES.P2, dossiers: 2, ...pages });
      const ours = await countWhileCut(1, () => drain(1, total));
      const rival = await countWhileCut(1, () => curl(1, CUT_BYTES));
      Object.assign(figures, {
        ...{ cutStreams: ours.streamBytes / CUT_BYTES, cutOnLine: ours.bytes / CUT_BYTES },
        ...{ cutCurlStreams: rival.streamBytes / CUT_BYTES, cutCurlOnLine: rival.bytes / CUT_BYTES },
      });
    },
    DRAIN_MS,
  );

  it(
    "do not pile up in memory, however long the queue",
    async () => {
      const seen: number[] = [];
      const total = await fill(2, { profile: null, dossiers: QUEUE, pageBytes: 60_000, pages: 1 });
      const timer = setInterval(() => {
        if (bed.last(2).sent > 0) seen.push(bed.last(2).rssBytes);
      }, 200);
      await drain(2, total);
      clearInterval(timer);
      const third = Math.max(1, Math.floor(seen.length / 3));
      figures["memoryFirst"] = most(seen.slice(0, third)) / 1e6;
      figures["memoryLast"] = most(seen.slice(-third)) / 1e6;
    },
    DRAIN_MS,
  );
});

const most = (numbers: readonly number[]): number => Math.max(0, ...numbers);
