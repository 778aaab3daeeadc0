import { afterEach, beforeEach, expect, it } from "vitest";
import { openBed, type Bed } from "./dossiers.fixture";
import { verifyEvents } from "./events";

let bed: Bed;
beforeEach(() => {
  bed = openBed();
  bed.dossiers.complete(bed.readyDraft().id);
  bed.dossiers.complete(bed.readyDraft().id);
});
afterEach(() => bed.close());

const alter = (sql: string) => bed.storage.transaction((writer) => writer.run(sql));

it("forms an unbroken chain over all dossiers and programs", () => {
  const other = bed.reopen();
  other.storage.transaction((writer) =>
    other.dossiers.recordEvent(writer, { dossierId: null, kind: "checked", facts: { b: 1, a: "đ" } }),
  );
  expect(verifyEvents(bed.storage.read)).toEqual({ count: 5, firstBroken: null });
});

it("is empty and sound at the start", () => {
  const fresh = openBed();
  expect(verifyEvents(fresh.storage.read)).toEqual({ count: 0, firstBroken: null });
  fresh.close();
});

it.each([
  ["a changed fact", `UPDATE events SET facts = '{"code":"TAM-02-261119-0009"}' WHERE sequence = 2`, 2],
  ["a changed time", "UPDATE events SET at_utc = '2020-01-01T00:00:00.000Z' WHERE sequence = 3", 3],
  ["another officer", "UPDATE events SET officer = 'X' WHERE sequence = 1", 1],
  ["an entry taken out", "DELETE FROM events WHERE sequence = 2", 3],
  ["the last entry cut off", "DELETE FROM events WHERE sequence = 4", 4],
])("shows %s", (_name, sql, firstBroken) => {
  alter(sql);
  expect(verifyEvents(bed.storage.read)).toMatchObject({ firstBroken });
});
