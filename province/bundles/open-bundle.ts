// Opens a bundle into a folder: decrypted, its signature and every file in it checked, before anything of it is used.
import { createHash } from "node:crypto";
import { mkdir, open } from "node:fs/promises";
import path from "node:path";
import {
  BUNDLE_MAGIC,
  BundleManifest,
  compareMagic,
  MOST_BUNDLE_BYTES,
  MOST_MANIFEST_BYTES,
  signedByCounter,
} from "../../shared/wire";
import { readBytes, type ByteReader } from "./byte-reader";
import { decryptBundle } from "./decrypt";
import { refuseBundle } from "./refusal";

export interface OpeningDeps {
  /** The province's age secrets. */
  identities: readonly string[];
  /** Whether this signature was made by the counter's present device key or by one that it gave up in good order. */
  isSignedBy(counterId: string, signature: { text: string; signature: string }): Promise<boolean>;
  /** Whether operations of this counter are taken: it is known and not revoked. */
  isTrusted(counterId: string): Promise<boolean>;
}

export interface OpenedBundle {
  manifest: BundleManifest;
  /** Where the checked content of each file of the manifest is. */
  fileOf(sha256: string): string;
}

const MOST_MAGIC_BYTES = 100;
const SIGNATURE = /^[\w-]{86}$/;

/**
 * @param folder is made; the caller removes it, whatever came of this
 * @throws ORPCError BUNDLE_REFUSED for whatever is damaged, forged, cut, not for this province, or of a later version
 */
export async function openBundle(
  deps: OpeningDeps,
  stream: AsyncIterable<Uint8Array>,
  folder: string,
): Promise<OpenedBundle> {
  const reader = readBytes(decryptBundle(stream, deps.identities));
  const manifest = await readManifest(deps, reader);
  await mkdir(folder, { recursive: true });
  // Names come from the hash's grammar (64 hexadecimal digits), never from the bundle's words.
  const fileOf = (sha256: string) => path.join(folder, sha256);
  for (const file of manifest.files) await readFile(reader, file, fileOf(file.sha256));
  if (!(await reader.isAtEnd())) refuseBundle("damaged");
  return { manifest, fileOf };
}

async function readManifest(deps: OpeningDeps, reader: ByteReader): Promise<BundleManifest> {
  const magic = (await reader.readLine(MOST_MAGIC_BYTES)) ?? refuseBundle("damaged");
  const version = compareMagic(magic, BUNDLE_MAGIC);
  if (version !== "same") refuseBundle(version === "newer" ? "tooNew" : "damaged");
  const line = (await reader.readLine(MOST_MANIFEST_BYTES)) ?? refuseBundle("damaged");
  const signature = (await reader.readLine(MOST_MAGIC_BYTES)) ?? "";
  const manifest = parseManifest(line);
  if (!SIGNATURE.test(signature)) refuseBundle("damaged");
  if (!(await deps.isTrusted(manifest.counterId))) refuseBundle("unknownCounter");
  const isSigned = await deps.isSignedBy(manifest.counterId, { text: signedByCounter(line), signature });
  return isSigned ? manifest : refuseBundle("forged");
}

function parseManifest(line: string): BundleManifest {
  const manifest = BundleManifest.safeParse(parseJson(line)).data ?? refuseBundle("damaged");
  const names = new Set(manifest.files.map((file) => file.sha256));
  const sizeBytes = manifest.files.reduce((sum, file) => sum + file.sizeBytes, 0);
  if (names.size !== manifest.files.length || sizeBytes > MOST_BUNDLE_BYTES) refuseBundle("damaged");
  return manifest;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return refuseBundle("damaged", error);
  }
}

async function readFile(
  reader: ByteReader,
  { sha256, sizeBytes }: { sha256: string; sizeBytes: number },
  place: string,
): Promise<void> {
  const hash = createHash("sha256");
  const handle = await open(place, "w", 0o600);
  try {
    const isWhole = await reader.readPart(sizeBytes, async (piece) => {
      hash.update(piece);
      await handle.writeFile(piece);
    });
    if (!isWhole || hash.digest("hex") !== sha256) refuseBundle("damaged");
  } finally {
    await handle.close();
  }
}
