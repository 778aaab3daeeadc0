// PostgreSQL inside this process: nothing to install. The default for trials, tests and a small province.
import { PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import fs from "node:fs";
import path from "node:path";
import { ownFolder } from "./folder-owner";
import type { Database } from "./sql";

/**
 * As it comes, PGlite never asks the disk to write: what it has committed survives a kill, not a power cut. Here its
 * fsync reaches the disk. (Not fdatasync: that call goes nowhere in this build, so the log is written by fsync.)
 */
const DURABLE = [...PGlite.defaultStartParams.filter((parameter) => parameter !== "-F"), "-c", "wal_sync_method=fsync"];

/**
 * @param folder where the data lives, for one process at a time; undefined: in memory
 * @throws Error with code DATA_DIR_IN_USE
 */
export async function openPglite(folder: string | undefined): Promise<Database> {
  const release = folder === undefined ? undefined : await own(folder);
  const pglite = folder === undefined ? await PGlite.create() : await openDurably(folder);
  return {
    query: async <Row>(text: string, parameters?: unknown[]) => (await pglite.query<Row>(text, parameters)).rows,
    transaction: (work) =>
      pglite.transaction((transaction) =>
        work({
          query: async <Row>(text: string, parameters?: unknown[]) =>
            (await transaction.query<Row>(text, parameters)).rows,
        }),
      ),
    execute: async (script) => void (await pglite.exec(script)),
    async close() {
      await pglite.close();
      await release?.();
    },
  };
}

function own(folder: string): Promise<() => Promise<void>> {
  fs.mkdirSync(folder, { recursive: true });
  return ownFolder(folder);
}

async function openDurably(folder: string): Promise<PGlite> {
  const isNew = !fs.existsSync(path.join(folder, "PG_VERSION"));
  const pglite = await PGlite.create({ fs: new SyncingNodeFs(folder), startParams: DURABLE });
  if (isNew) syncTree(folder); // its files were laid out by initdb, which does not wait for the disk
  return pglite;
}

/** The part of Emscripten's file system on Node that an fsync needs. */
interface NodeFiles {
  realPath(node: object): string;
  stream_ops: { fsync?: (stream: { nfd?: number; node: object }) => void };
}

class SyncingNodeFs extends NodeFS {
  override async init(...[pglite, options]: Parameters<NodeFS["init"]>): ReturnType<NodeFS["init"]> {
    const { emscriptenOpts } = await super.init(pglite, options);
    const preRun = [emscriptenOpts.preRun ?? []].flat();
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...preRun, letFsyncThrough] } };
  }
}

function letFsyncThrough(emscripten: object): void {
  const { NODEFS } = emscripten as { NODEFS: NodeFiles };
  NODEFS.stream_ops.fsync = ({ nfd, node }) => {
    if (nfd !== undefined) fs.fsyncSync(nfd);
    else syncPath(NODEFS.realPath(node)); // a folder: it has no descriptor of its own there
  };
}

function syncPath(place: string): void {
  if (process.platform === "win32" && fs.statSync(place).isDirectory()) return; // not possible, and not needed on NTFS
  const descriptor = fs.openSync(place, "r");
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

function syncTree(folder: string): void {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) syncTree(place);
    else if (entry.isFile()) syncPath(place);
  }
  syncPath(folder);
}
