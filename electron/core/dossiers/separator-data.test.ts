// Separator sheets are for papers that are scanned, under the numbers that the papers have on the screen.
import { afterEach, beforeEach, expect, test } from "vitest";
import { openBed, type Bed } from "./dossiers.fixture";

let bed: Bed;
beforeEach(() => {
  bed = openBed();
});
afterEach(() => bed.close());

test("a paper that is only shown has no separator sheet, and the others keep their numbers", () => {
  const { id, components } = bed.readyDraft();
  const { dossierCode, sheets } = bed.dossiers.separatorData(id);
  const handedIn = components.flatMap(({ duty }, index) => (duty === "submit" ? [index + 1] : []));
  expect(handedIn.length).toBeLessThan(components.length);
  expect(sheets.map(({ number }) => number)).toEqual(handedIn);
  expect(sheets.every(({ name }) => name !== "" && !name.endsWith("…"))).toBe(true);
  expect(dossierCode).toBeNull();
});
