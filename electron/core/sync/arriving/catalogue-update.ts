// The catalogue and calendar that the province publishes: taken over when its signature, its content and its size hold;
// else the one in force stays.
import { createPublicKey, verify } from "node:crypto";
import { errorCodeOf } from "../../../../shared/errors";
import type { ProvinceFile } from "../../../../shared/wire";
import type { BlobStore, Storage } from "../../storage";
import { answerOf, type ProvinceClient } from "../province-client";
import type { CataloguePort } from "../ports";
import type { SyncState } from "../sync-state";
import { hasFile, wantFile } from "./downloads";

export interface CatalogueDeps {
  storage: Storage;
  state: SyncState;
  blobs: Pick<BlobStore, "get">;
  catalogue: CataloguePort;
}

/**
 * Asks what is published and puts it on the list of files to fetch.
 * @throws DomainError PROVINCE_*
 */
export async function askForCatalogue(deps: CatalogueDeps, client: Pick<ProvinceClient, "catalogue">): Promise<void> {
  const { state, storage } = deps;
  const have = state.find("catalogue")?.version ?? "";
  const { package: published } = await answerOf(client.catalogue.latest({ have }));
  if (!published || published.version === have || published.file.sha256 === state.find("catalogueRefused")) return;
  if (!isSigned(state.find("registration")?.province.signingKeys ?? [], published)) {
    console.warn("sync: the catalogue of the province has no signature that holds");
    return;
  }
  storage.transaction((writer) => {
    state.set(writer, "catalogueComing", { version: published.version, sha256: published.file.sha256 });
    wantFile(writer, published.file, { isUrgent: true });
  });
}

/** Puts what has come into force, now and from the next start on. */
export function takeCatalogue({ storage, state, blobs, catalogue }: CatalogueDeps): void {
  const coming = state.find("catalogueComing");
  if (!coming || !hasFile(storage.read, coming.sha256)) return;
  const isTaken = tryReplace(catalogue, () => blobs.get(coming.sha256));
  storage.transaction((writer) => {
    if (isTaken) state.set(writer, "catalogue", coming);
    else state.set(writer, "catalogueRefused", coming.sha256);
    state.set(writer, "catalogueComing", null);
  });
}

/** At the start: the province's catalogue in place of the one that came with the program. */
export function restoreCatalogue({ state, blobs, catalogue }: CatalogueDeps): void {
  const known = state.find("catalogue");
  if (known) tryReplace(catalogue, () => blobs.get(known.sha256));
}

function tryReplace(catalogue: CataloguePort, read: () => Uint8Array): boolean {
  try {
    catalogue.replace(read());
    return true;
  } catch (error) {
    const code = errorCodeOf(error);
    if (code === "INTERNAL") throw error;
    console.warn(`sync: the catalogue of the province is not used: ${code}`);
    return false;
  }
}

/** Subject public key info of Ed25519 before its 32 bytes (RFC 8410 §4). */
const ED25519_HEAD = Buffer.from("302a300506032b6570032100", "hex");

function isSigned(
  keys: readonly string[],
  { version, file, signature }: { version: string; file: ProvinceFile; signature: string },
): boolean {
  const text = Buffer.from(`qmc-catalogue\n${version}\n${file.sha256}`, "utf8");
  return keys.some((key) => {
    const der = Buffer.concat([ED25519_HEAD, Buffer.from(key, "base64url")]);
    return verify(
      null,
      text,
      createPublicKey({ key: der, format: "der", type: "spki" }),
      Buffer.from(signature, "base64url"),
    );
  });
}
