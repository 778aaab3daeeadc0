import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openBlobStore, openStorage, type Storage } from "../../storage";
import { createSyncState } from "../sync-state";
import { askForCatalogue } from "./catalogue-update";

const KEY = "5a".repeat(32);
const CONTENT = Buffer.from("a catalogue", "utf8");
const SHA256 = createHash("sha256").update(CONTENT).digest("hex");

let folder: string;
let storage: Storage;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "catalogue-"));
  storage = openStorage({ file: path.join(folder, "office.db"), keyHex: KEY });
});
afterEach(() => {
  storage.close();
  fs.rmSync(folder, { recursive: true });
});

const rawKey = (key: KeyObject) => key.export({ format: "der", type: "spki" }).subarray(-32).toString("base64url");

function register(keys: string[]) {
  const state = createSyncState(storage);
  const province = { signingKeys: keys, bundleRecipient: "age1x" };
  state.register({ provinceUrl: "https://tinh.vn", counterId: "c", caPem: null, province, unitCode: "H34.12.5" });
  return {
    ...{ storage, state, blobs: openBlobStore(path.join(folder, "blobs"), KEY) },
    catalogue: { replace: () => undefined },
  };
}

function published(by: KeyObject, changed: { version?: string; sha256?: string } = {}) {
  const file = { sha256: SHA256, sizeBytes: CONTENT.length, mimeType: "application/json", name: "a.json" };
  const signature = sign(null, Buffer.from(`qmc-catalogue\n1\n${SHA256}`, "utf8"), by).toString("base64url");
  const { version = "1", sha256 = SHA256 } = changed;
  return { catalogue: { latest: async () => ({ package: { version, file: { ...file, sha256 }, signature } }) } };
}

const coming = () => storage.read.value<number>("SELECT count(*) FROM downloads");
const [province, stranger] = [generateKeyPairSync("ed25519"), generateKeyPairSync("ed25519")];

it("is fetched when one of the province's keys has signed it", async () => {
  const deps = register([rawKey(stranger.publicKey), rawKey(province.publicKey)]);
  await askForCatalogue(deps, published(province.privateKey));
  expect(coming()).toBe(1);
});

it.each([
  ["by somebody else", published(stranger.privateKey)],
  ["for another version", published(province.privateKey, { version: "2" })],
  ["for another content", published(province.privateKey, { sha256: "ab".repeat(32) })],
])("is never fetched when it was signed %s", async (_name, client) => {
  await askForCatalogue(register([rawKey(province.publicKey)]), client);
  expect(coming()).toBe(0);
});
