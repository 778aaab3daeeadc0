// Carries out a bundle that has been opened: its files into the store, its operations one by one as over the line, and a
// signed answer to be carried back. Any number of times: what was done before is answered as it was then.
import { ORPCError } from "@orpc/server";
import { Upload } from "@tus/server";
import { createHash, randomUUID } from "node:crypto";
import fs from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import {
  canonicalJson,
  RECEIPT_MAGIC,
  signedByProvince,
  type BundleManifest,
  type BundleOutcome,
  type OperationAnswer,
  type ReceiptBundle,
  type WireOperation,
} from "../../shared/wire";
import type { Counter } from "../counters";
import type { KeyRing } from "../identity/key-generations";
import type { Database } from "../sql";
import type { FileStorage } from "../storage/file-storage";
import type { StoredFiles } from "../storage/stored-files";
import { refuseBundle } from "./refusal";
import { openBundle, type OpenedBundle, type OpeningDeps } from "./open-bundle";

const LEFTOVER_MS = 24 * 60 * 60 * 1000;

export interface BundleDeps {
  database: Database;
  /** For contents that are not checked yet. */
  workFolder: string;
  files: StoredFiles;
  storage: FileStorage;
  operations: { push(counter: Counter, operation: WireOperation): Promise<OperationAnswer> };
  counters: {
    /** undefined: unknown or revoked. */
    findCounter(counterId: string): Promise<Counter | undefined>;
    isSignedBy: OpeningDeps["isSignedBy"];
  };
  keys: { present(): Promise<Pick<KeyRing, "bundleIdentities" | "sign">> };
}

export interface Bundles {
  /** Of a bundle that has come as an upload. @returns the receipt bundle @throws ORPCError BUNDLE_UNKNOWN, BUNDLE_REFUSED */
  accept(sha256: string): Promise<string>;
  /** Of a bundle on a stick at the province itself. @returns the receipt bundle @throws ORPCError BUNDLE_REFUSED */
  acceptFile(file: string): Promise<string>;
}

export function createBundles(deps: BundleDeps): Bundles {
  removeLeftovers(deps.workFolder);
  return {
    async accept(sha256) {
      if (!(await deps.files.has(sha256))) return (await findAnswer(deps, sha256)) ?? unknown();
      const { text, isFinal } = await carryOut(deps, await deps.files.read(sha256), sha256);
      // Its contents stand in the store by themselves now; the bundle would only double them.
      if (isFinal) await deps.files.remove(sha256);
      return text;
    },
    async acceptFile(file) {
      const sha256 = await hashOf(file);
      return (await carryOut(deps, fs.createReadStream(file), sha256)).text;
    },
  };
}

/** What a kill has left. What another process opens at this moment is young. */
function removeLeftovers(workFolder: string): void {
  fs.mkdirSync(workFolder, { recursive: true });
  for (const name of fs.readdirSync(workFolder)) {
    const folder = path.join(workFolder, name);
    const isOld = Date.now() - fs.statSync(folder).mtimeMs > LEFTOVER_MS;
    if (isOld) fs.rmSync(folder, { recursive: true, force: true });
  }
}

function unknown(): never {
  throw new ORPCError("BUNDLE_UNKNOWN", { status: 404 });
}

async function carryOut(
  deps: BundleDeps,
  stream: AsyncIterable<Uint8Array>,
  bundleSha256: string,
): Promise<{ text: string; isFinal: boolean }> {
  const folder = path.join(deps.workFolder, randomUUID());
  try {
    const bundle = await open(deps, stream, folder);
    await storeFiles(deps, bundle);
    const outcomes = await pushAll(deps, bundle.manifest);
    const isFinal = outcomes.every(({ outcome }) => outcome === "committed" || outcome === "refused");
    return { text: await answer(deps, bundle.manifest, { outcomes, bundleSha256 }), isFinal };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function open(deps: BundleDeps, stream: AsyncIterable<Uint8Array>, folder: string): Promise<OpenedBundle> {
  const opening: OpeningDeps = {
    identities: (await deps.keys.present()).bundleIdentities,
    isSignedBy: (counterId, signed) => deps.counters.isSignedBy(counterId, signed),
    isTrusted: async (counterId) => (await deps.counters.findCounter(counterId)) !== undefined,
  };
  return openBundle(opening, stream, folder);
}

async function storeFiles(deps: BundleDeps, { manifest, fileOf }: OpenedBundle): Promise<void> {
  for (const { sha256, sizeBytes } of manifest.files)
    if (!(await deps.files.has(sha256))) await storeFile(deps, fileOf(sha256), { sha256, sizeBytes });
}

/** As an upload that is whole at once: the same way into a folder and into an object store. */
async function storeFile(
  { storage, files }: BundleDeps,
  file: string,
  { sha256, sizeBytes }: { sha256: string; sizeBytes: number },
): Promise<void> {
  const id = storage.idOf(`bundle_${randomUUID()}`);
  await storage.unfinished.create(new Upload({ id, size: sizeBytes, offset: 0, metadata: { sha256 } }));
  await storage.unfinished.write(fs.createReadStream(file), id, 0);
  if (!(await files.take({ id, sizeBytes }, sha256))) throw new Error("a checked file changed on the disk");
}

async function pushAll(deps: BundleDeps, { counterId, operations }: BundleManifest): Promise<BundleOutcome[]> {
  const counter = await deps.counters.findCounter(counterId);
  if (!counter) return refuseBundle("unknownCounter"); // revoked in this very moment
  const outcomes: BundleOutcome[] = [];
  for (const operation of operations) outcomes.push(await push(deps, counter, operation));
  return outcomes;
}

async function push(deps: BundleDeps, counter: Counter, operation: WireOperation): Promise<BundleOutcome> {
  const { opId } = operation;
  try {
    const result = await deps.operations.push(counter, operation);
    if (result.outcome === "conflict") return { opId, outcome: "conflict", version: result.standing.version };
    return { opId, ...result };
  } catch (error) {
    const reason = refusalReason(error);
    if (reason === null) throw error;
    return { opId, outcome: "refused", reason };
  }
}

/** null: not the operation's fault. */
function refusalReason(error: unknown): string | null {
  if (!(error instanceof ORPCError) || error.status >= 500) return null;
  const { reason } = (error.data ?? {}) as { reason?: unknown };
  return typeof reason === "string" ? reason.slice(0, 2000) : null;
}

/** The same outcomes are answered by the same text, byte for byte. */
async function answer(
  deps: BundleDeps,
  { bundleId, counterId }: BundleManifest,
  { outcomes, bundleSha256 }: { outcomes: BundleOutcome[]; bundleSha256: string },
): Promise<string> {
  const outcomesText = canonicalJson(outcomes);
  const [known] = await deps.database.query<{ outcomes: string; answer: string }>(
    "SELECT outcomes, answer FROM bundle_answers WHERE counter_id = $1 AND bundle_id = $2",
    [counterId, bundleId],
  );
  if (known?.outcomes === outcomesText) return signAnew(deps, known.answer);
  const receipts: ReceiptBundle = { bundleId, counterId, acceptedAtUtc: new Date().toISOString(), outcomes };
  const line = canonicalJson(receipts);
  const text = await signed(deps, line);
  await deps.database.query(
    `INSERT INTO bundle_answers (counter_id, bundle_id, bundle_sha256, outcomes, answer) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (counter_id, bundle_id) DO UPDATE
       SET bundle_sha256 = excluded.bundle_sha256, outcomes = excluded.outcomes, answer = excluded.answer`,
    [counterId, bundleId, bundleSha256, outcomesText, text],
  );
  return text;
}

async function signed({ keys }: BundleDeps, line: string): Promise<string> {
  const ring = await keys.present();
  return `${RECEIPT_MAGIC}\n${line}\n${ring.sign(signedByProvince(line))}\n`;
}

/** The key of then may be retired; the same key gives the same bytes. */
function signAnew(deps: BundleDeps, answered: string): Promise<string> {
  return signed(deps, answered.split("\n")[1] ?? "");
}

async function findAnswer(deps: BundleDeps, bundleSha256: string): Promise<string | undefined> {
  const [row] = await deps.database.query<{ answer: string }>(
    "SELECT answer FROM bundle_answers WHERE bundle_sha256 = $1",
    [bundleSha256],
  );
  return row && signAnew(deps, row.answer);
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of fs.createReadStream(file)) hash.update(piece as Buffer);
  return hash.digest("hex");
}
