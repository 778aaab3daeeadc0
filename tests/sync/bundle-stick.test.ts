// The file on the stick: whole under its name, or not there at all.
import { Decrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { removeUnfinished, writeBundle, type BundleJob } from "../../electron/core/sync/bundle/write-bundle";
import { DomainError } from "../../shared/errors";
import { mountSmallDisk } from "../devices/small-disk";

const identity = await generateX25519Identity();
const recipient = await identityToRecipient(identity);

function makeFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "stick-"));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function* repeat(piece: Uint8Array, times: number, each?: (index: number) => void): AsyncGenerator<Uint8Array> {
  for (let index = 0; index < times; index += 1) {
    each?.(index);
    yield await Promise.resolve(piece);
  }
}

const jobIn = (folder: string, changed: Partial<BundleJob> = {}): BundleJob => ({
  ...{ folder, name: "H34.12.5-M1-261122-0830", recipient, content: repeat(randomBytes(1000), 3) },
  signal: new AbortController().signal,
  ...changed,
});

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "written";
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
}

describe("writing a bundle", () => {
  it("stands under its name, readable by the province alone, and is as long as it says", async () => {
    const folder = makeFolder();
    const piece = randomBytes(300_001);
    const { file, sizeBytes } = await writeBundle(jobIn(folder, { content: repeat(piece, 2) }));
    expect(path.basename(file)).toBe("H34.12.5-M1-261122-0830.qmcb");
    const bytes = fs.readFileSync(file);
    expect(bytes.length).toBe(sizeBytes);
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    expect(Buffer.concat([piece, piece]).equals(await decrypter.decrypt(bytes))).toBe(true);
    expect(fs.readdirSync(folder)).toEqual([path.basename(file)]);
  });

  it("does not overwrite an export of the same minute", async () => {
    const folder = makeFolder();
    const files = [await writeBundle(jobIn(folder)), await writeBundle(jobIn(folder))].map(({ file }) => file);
    expect(files.map((file) => path.basename(file))).toEqual([
      "H34.12.5-M1-261122-0830.qmcb",
      "H34.12.5-M1-261122-0830-2.qmcb",
    ]);
  });

  it("leaves nothing when it is cancelled, and says so", async () => {
    const folder = makeFolder();
    const abort = new AbortController();
    const content = repeat(randomBytes(100_000), 50, (index) => index === 20 && abort.abort());
    expect(await codeOf(writeBundle(jobIn(folder, { content, signal: abort.signal })))).toBe("CANCELLED");
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it("leaves nothing when a page cannot be read, and says why", async () => {
    const folder = makeFolder();
    const content = repeat(randomBytes(100_000), 50, (index) => {
      if (index === 20) throw new DomainError("BLOB_DAMAGED", { sha256: "ab" });
    });
    expect(await codeOf(writeBundle(jobIn(folder, { content })))).toBe("BLOB_DAMAGED");
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it("says that a stick is not there or is locked", async () => {
    const folder = makeFolder();
    expect(await codeOf(writeBundle(jobIn(path.join(folder, "gone"))))).toBe("BUNDLE_FOLDER_UNWRITABLE");
    const file = path.join(folder, "file");
    fs.writeFileSync(file, "");
    expect(await codeOf(writeBundle(jobIn(file)))).toBe("BUNDLE_FOLDER_UNWRITABLE");
  });

  it("leaves nothing on a stick that is full, and can be written again after room was made", async (test) => {
    const disk = mountSmallDisk(8);
    if (!disk) return test.skip();
    onTestFinished(() => disk.remove());
    disk.leave(2_000_000);
    const content = () => repeat(randomBytes(250_000), 16);
    expect(await codeOf(writeBundle(jobIn(disk.folder, { content: content() })))).toBe("BUNDLE_FOLDER_UNWRITABLE");
    expect(fs.readdirSync(disk.folder)).toEqual(["ballast"]);
    fs.rmSync(path.join(disk.folder, "ballast"));
    expect(await codeOf(writeBundle(jobIn(disk.folder, { content: content() })))).toBe("written");
    fs.rmSync(path.join(disk.folder, "H34.12.5-M1-261122-0830.qmcb"));
  });

  it("tidies away what a kill left of this counter, and nothing else", () => {
    const folder = makeFolder();
    const names = ["H1-M1-a.qmcb.part", "H1-M1-a.qmcb", "H2-M1-a.qmcb.part", "H1-M1-letter.part", "H1-M1-a.qmcr"];
    for (const name of names) fs.writeFileSync(path.join(folder, name), "x");
    removeUnfinished(folder, "H1-M1-");
    expect(fs.readdirSync(folder).sort()).toEqual([...names].slice(1).sort());
  });
});
