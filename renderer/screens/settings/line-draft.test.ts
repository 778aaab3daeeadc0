import { expect, it } from "vitest";
import { draftOf, lineOf, timeOf } from "./line-draft";

const LINE = {
  mostKilobytesPerSecond: 64,
  pagesWindow: { from: "17:00", to: "06:00" },
  metered: true,
  proxy: "http://10.0.0.1:3128",
  endOfDayAt: "16:45",
} as const;
const EMPTY = {
  mostKilobytesPerSecond: null,
  pagesWindow: null,
  metered: false,
  proxy: "system",
  endOfDayAt: null,
} as const;

it.each([[LINE], [EMPTY]])("gives back what it was filled from", (line) => {
  expect(lineOf(draftOf(line))).toEqual(line);
});

it("saves nothing that is half filled in", () => {
  const draft = draftOf(LINE);
  expect(lineOf({ ...draft, to: "" })).toBeNull();
  expect(lineOf({ ...draft, to: "17:00" })).toBeNull();
  expect(lineOf({ ...draft, proxyAddress: "10.0.0.1" })).toBeNull();
  expect(lineOf({ ...draft, proxyKind: "none" })?.proxy).toBe("none");
});

it("takes a time of the 24-hour clock however it is typed, and nothing else", () => {
  expect(["17:00", "1700", "17h00", "7.30", " 06:05 ", ""].map(timeOf)).toEqual([
    ...["17:00", "17:00", "17:00", "07:30", "06:05", ""],
  ]);
  for (const text of ["24:00", "17:60", "5 PM", "17", "abc"]) expect(timeOf(text), text).toBeNull();
  expect(lineOf({ ...draftOf(LINE), endOfDayAt: "25:00" })).toBeNull();
});
