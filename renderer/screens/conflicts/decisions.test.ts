import { describe, expect, it } from "vitest";
import type { Conflict } from "../../../shared/contract";
import { choiceOf, decide, nextOpen, ofOneDossier, takeBack, type Decisions } from "./decisions";

const conflict = (id: string, dossierId = "d1"): Conflict => ({
  id,
  dossierId,
  provisionalCode: "TAM-02-261122-0001",
  officialCode: null,
  applicantName: "Nguyễn Thị Đường",
  field: "ChuHoSo",
  base: "a",
  mine: "b",
  theirs: "c",
  mineBy: "",
  mineAtUtc: "2026-11-22T01:00:00.000Z",
  theirsBy: "",
  theirsAtUtc: "2026-11-22T02:00:00.000Z",
  page: null,
});

const THREE = [conflict("1"), conflict("2"), conflict("3")];

describe("choices", () => {
  it("are none at first, and a second one for a field replaces the first", () => {
    const first = decide([], "1", { take: "mine" });
    const second = decide(first, "1", { take: "own", value: "x" });
    expect(choiceOf([], "1")).toBeNull();
    expect(second).toEqual([{ conflictId: "1", choice: { take: "own", value: "x" } }]);
  });

  it("are taken back one by one, the latest first", () => {
    const two: Decisions = decide(decide([], "1", { take: "mine" }), "2", { take: "base" });
    expect(takeBack(two).map(({ conflictId }) => conflictId)).toEqual(["1"]);
    expect(takeBack([])).toEqual([]);
  });

  it("lead to the next field without one, around the end", () => {
    const decisions = decide([], "3", { take: "theirs" });
    expect(nextOpen(THREE, decisions, "2")).toBe("1");
    expect(nextOpen(THREE, decide(decide(decisions, "1", { take: "mine" }), "2", { take: "mine" }), "3")).toBeNull();
    expect(nextOpen(THREE, [], null)).toBe("1");
  });
});

it("shows one dossier at a time, the one asked for if it has something to decide", () => {
  const all = [conflict("1"), conflict("2", "d2"), conflict("3")];
  expect(ofOneDossier(all, null).map(({ id }) => id)).toEqual(["1", "3"]);
  expect(ofOneDossier(all, "d2").map(({ id }) => id)).toEqual(["2"]);
  expect(ofOneDossier(all, "gone").map(({ id }) => id)).toEqual(["1", "3"]);
  expect(ofOneDossier([], null)).toEqual([]);
});
