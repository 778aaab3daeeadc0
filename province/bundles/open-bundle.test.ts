// What comes on a stick is whole, signed and for this province, or nothing of it is used.
import { Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { createHash, generateKeyPairSync, randomBytes, randomUUID, sign, verify } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { BUNDLE_MAGIC, canonicalJson, signedByCounter, type BundleManifest } from "../../shared/wire";
import { openBundle, type OpeningDeps } from "./open-bundle";
import { BUNDLE_REASONS } from "./refusal";

const device = generateKeyPairSync("ed25519");
const stranger = generateKeyPairSync("ed25519");
const COUNTER = randomUUID();
const FILES = [randomBytes(70_000), randomBytes(1), randomBytes(130_000)];

let identity = "";
let recipient = "";
let older = "";
beforeAll(async () => {
  older = await generateX25519Identity();
  identity = await generateX25519Identity();
  recipient = await identityToRecipient(identity);
});

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

function manifestOf(files: readonly Uint8Array[] = FILES): BundleManifest {
  return {
    ...{ bundleId: randomUUID(), counterId: COUNTER, unitCode: "H34.12.5", createdAtUtc: new Date().toISOString() },
    operations: [],
    files: files.map((file) => ({ sha256: sha256(file), sizeBytes: file.length })),
  };
}

interface Recipe {
  magic?: string;
  line?: string;
  signature?: string;
  body?: Uint8Array;
}

function plainOf({ magic = BUNDLE_MAGIC, line = canonicalJson(manifestOf()), ...rest }: Recipe = {}): Buffer {
  const signature =
    rest.signature ?? sign(null, Buffer.from(signedByCounter(line)), device.privateKey).toString("base64url");
  return Buffer.concat([Buffer.from(`${magic}\n${line}\n${signature}\n`), rest.body ?? Buffer.concat(FILES)]);
}

async function encrypt(plain: Uint8Array, to = recipient): Promise<Buffer> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(to);
  return Buffer.from(await encrypter.encrypt(plain));
}

/** In pieces of a size that fits neither lines nor files. */
async function* inPieces(bytes: Uint8Array, sizeBytes = 1009): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += sizeBytes) yield await Promise.resolve(bytes.subarray(at, at + sizeBytes));
}

const deps = (): OpeningDeps => ({
  identities: [older, identity],
  isTrusted: (counterId) => Promise.resolve(counterId === COUNTER),
  isSignedBy: (_counterId, { text, signature }) =>
    Promise.resolve(verify(null, Buffer.from(text), device.publicKey, Buffer.from(signature, "base64url"))),
});

function openAt(stream: AsyncIterable<Uint8Array>) {
  const folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "bundle-")), "open");
  onTestFinished(() => fs.rmSync(path.dirname(folder), { recursive: true }));
  return openBundle(deps(), stream, folder);
}

async function reasonOf(bundle: Uint8Array | AsyncIterable<Uint8Array>): Promise<string> {
  const stream = bundle instanceof Uint8Array ? inPieces(bundle, 16_384) : bundle;
  try {
    await openAt(stream);
    return "accepted";
  } catch (error) {
    return (error as { data?: { reason: string } }).data?.reason ?? String(error);
  }
}

describe("opening a bundle", () => {
  it("gives the manifest and every file as it was", async () => {
    const { manifest, fileOf } = await openAt(inPieces(await encrypt(plainOf())));
    expect(manifest.counterId).toBe(COUNTER);
    const contents = manifest.files.map((file) => fs.readFileSync(fileOf(file.sha256)));
    expect(contents.map((content, index) => content.equals(FILES[index] ?? randomBytes(1)))).toEqual([
      true,
      true,
      true,
    ]);
  });

  it("gives an empty bundle too", async () => {
    const line = canonicalJson(manifestOf([]));
    const { manifest } = await openAt(inPieces(await encrypt(plainOf({ line, body: new Uint8Array() }))));
    expect(manifest.files).toEqual([]);
  });

  it("refuses one that was cut, wherever it was cut", async () => {
    const bundle = await encrypt(plainOf());
    for (let percent = 0; percent < 100; percent += 10) {
      const cut = bundle.subarray(0, Math.floor((bundle.length * percent) / 100));
      expect(await reasonOf(cut), `cut at ${percent} %`).toBe(BUNDLE_REASONS.damaged);
    }
    expect(await reasonOf(bundle.subarray(0, -1))).toBe(BUNDLE_REASONS.damaged);
  });

  it("refuses one with a flipped bit, wherever it is", async () => {
    const bundle = await encrypt(plainOf());
    const places = [
      0,
      22,
      30,
      100,
      150,
      ...Array.from({ length: 60 }, (_, index) => 160 + index * 3300),
      bundle.length - 1,
    ];
    for (const place of places.filter((at) => at < bundle.length)) {
      const flipped = Buffer.from(bundle);
      flipped[place] = (flipped[place] ?? 0) ^ 0x04;
      expect(Object.values(BUNDLE_REASONS), `bit flipped at ${place}`).toContain(await reasonOf(flipped));
    }
  });

  it("refuses one that is encrypted to somebody else", async () => {
    const other = await identityToRecipient(await generateX25519Identity());
    expect(await reasonOf(await encrypt(plainOf(), other))).toBe(BUNDLE_REASONS.notOurs);
  });

  it("refuses one that another key signed, and one whose manifest was changed after signing", async () => {
    const line = canonicalJson(manifestOf());
    const forged = sign(null, Buffer.from(signedByCounter(line)), stranger.privateKey).toString("base64url");
    expect(await reasonOf(await encrypt(plainOf({ line, signature: forged })))).toBe(BUNDLE_REASONS.forged);
    const signature = sign(null, Buffer.from(signedByCounter(line)), device.privateKey).toString("base64url");
    const changed = line.replace("H34.12.5", "H34.12.6");
    expect(await reasonOf(await encrypt(plainOf({ line: changed, signature })))).toBe(BUNDLE_REASONS.forged);
  });

  it("refuses one of a counter that it does not know", async () => {
    const line = canonicalJson({ ...manifestOf(), counterId: randomUUID() });
    expect(await reasonOf(await encrypt(plainOf({ line })))).toBe(BUNDLE_REASONS.unknownCounter);
  });

  it("refuses files that are not those of the manifest: changed, missing, in another order, or one too many", async () => {
    const [first = Buffer.alloc(0), ...others] = FILES;
    const changed = Buffer.from(first);
    changed[5] = (changed[5] ?? 0) ^ 1;
    const bodies = [[changed, ...others], others, [...FILES].reverse(), [...FILES, randomBytes(3)]];
    for (const body of bodies)
      expect(await reasonOf(await encrypt(plainOf({ body: Buffer.concat(body) })))).toBe(BUNDLE_REASONS.damaged);
  });

  it("names a later version as such, and anything else as damaged", async () => {
    expect(await reasonOf(await encrypt(plainOf({ magic: "QMC-BUNDLE 2" })))).toBe(BUNDLE_REASONS.tooNew);
    for (const magic of ["QMC-BUNDLE 0", "QMC-BUNDLE", "", "QMC-RECEIPTS 1"])
      expect(await reasonOf(await encrypt(plainOf({ magic })))).toBe(BUNDLE_REASONS.damaged);
  });

  it("refuses a manifest that is no manifest, or names a file twice, a path, or nothing", async () => {
    const manifest = manifestOf();
    const lines = [
      "{}",
      "[]",
      "not json",
      canonicalJson({ ...manifest, files: [...manifest.files, ...manifest.files] }),
      canonicalJson({ ...manifest, files: [{ sha256: "../../etc/passwd", sizeBytes: 3 }] }),
      canonicalJson({ ...manifest, files: [{ sha256: sha256(FILES[1] ?? Buffer.alloc(0)), sizeBytes: 0 }] }),
      canonicalJson({ ...manifest, surplus: true }),
    ];
    for (const line of lines) expect(await reasonOf(await encrypt(plainOf({ line })))).toBe(BUNDLE_REASONS.damaged);
  });

  it("reads no further than its limits: a manifest without an end, a header without an end", async () => {
    let readBytes = 0;
    async function* endless(piece: Buffer): AsyncGenerator<Uint8Array> {
      for (readBytes = 0; readBytes < 1024 * 1024 * 1024; readBytes += piece.length) yield await Promise.resolve(piece);
    }
    async function* header(): AsyncGenerator<Uint8Array> {
      yield Buffer.from("age-encryption.org/v1\n");
      yield* endless(Buffer.alloc(4096, "A"));
    }
    expect(await reasonOf(header())).toBe(BUNDLE_REASONS.damaged);
    expect(readBytes).toBeLessThan(1024 * 1024);
    const encrypter = new Encrypter();
    encrypter.addRecipient(recipient);
    async function* manifest(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`${BUNDLE_MAGIC}\n`);
      yield* endless(Buffer.alloc(64 * 1024, "A"));
    }
    const stream = await encrypter.encrypt(ReadableStream.from(manifest()) as ReadableStream<Uint8Array>);
    expect(await reasonOf(stream as unknown as AsyncIterable<Uint8Array>)).toBe(BUNDLE_REASONS.damaged);
    expect(readBytes).toBeLessThan(40 * 1024 * 1024);
  });

  it("does not call its own trouble with reading a damaged bundle", async () => {
    const bundle = await encrypt(plainOf());
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(bundle.subarray(0, 1000));
      throw new Error("the disk is gone");
    }
    await expect(openAt(failing())).rejects.toThrow("the disk is gone");
  });
});
