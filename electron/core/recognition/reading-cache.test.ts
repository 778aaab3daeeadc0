import { afterEach, beforeEach, expect, it } from "vitest";
import { openTestOffice, type TestOffice } from "./fixtures/test-office";
import type { PageRead } from "./page-reading";
import { findReading, keepReading, type ReadingKey } from "./reading-cache";

let office: TestOffice;
beforeEach(() => (office = openTestOffice()));
afterEach(() => office.remove());

const READ: PageRead = {
  ...{ text: "giấy", words: [], rules: [], confidence: 90, codes: [{ kind: "qr", text: "1" }], steps: [], notes: [] },
  engine: "e",
};

function keyOf(picture: string, more: Partial<ReadingKey> = {}): ReadingKey {
  const pageId = office.addPage({ dossierId: office.addDossier(), image: Buffer.from(picture) });
  return { sha256: office.papers.getPage(pageId).sha256, rotation: 0, off: [], engine: "e", ...more };
}

const keep = (key: ReadingKey, nowUtc: string, kept?: number) =>
  office.storage.transaction((writer) => keepReading(writer, key, { read: READ, nowUtc, kept }));
const find = (key: ReadingKey) => findReading(office.storage.read, key);

it("finds a reading by picture, turn, steps in any order, and engine", () => {
  const key = keyOf("a", { off: ["stamp", "denoise"] });
  keep(key, "2026-01-01");
  expect(find({ ...key, off: ["denoise", "stamp"] })).toEqual(READ);
  expect(find({ ...key, off: [] })).toBeUndefined();
  expect(find({ ...key, rotation: 90 })).toBeUndefined();
  expect(find({ ...key, engine: "f" })).toBeUndefined();
  expect(find({ ...key, sha256: keyOf("b").sha256 })).toBeUndefined();
});

it("takes the latest reading of the same, and forgets the oldest beyond its number", () => {
  const [first, second, third] = [keyOf("a"), keyOf("b"), keyOf("c")];
  keep(first, "2026-01-01", 2);
  keep(second, "2026-01-02", 2);
  keep(first, "2026-01-03", 2);
  keep(third, "2026-01-04", 2);
  expect([find(first), find(second), find(third)]).toEqual([READ, undefined, READ]);
});
