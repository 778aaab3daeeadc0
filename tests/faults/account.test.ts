import { describe, expect, it } from "vitest";
import { settle } from "./account";
import type { Report } from "./protocol";

const GOOD: Report = {
  dossiers: [{ id: "a", stage: "received", code: "TAM-01-261123-0001", summary: "lượt 1" }],
  pages: [{ id: "p", dossierId: "a", recognition: "done", isReadable: true }],
  outbox: [{ dossierId: "a", count: 1 }],
  damage: [],
};
const TOLD = [
  { kind: "draft", dossierId: "a", summary: "lượt 1" },
  { kind: "page", dossierId: "a", pageId: "p" },
  { kind: "received", dossierId: "a", code: "TAM-01-261123-0001" },
] as const;

describe("the account of the faults suite", () => {
  it("finds nothing when all is there", () => {
    expect(settle(TOLD, GOOD)).toEqual({ lost: [], duplicated: [], stuck: [] });
  });

  it("finds a lost page, a lost dossier, a lost word and a lost operation", () => {
    const lost = (report: Partial<Report>) => settle(TOLD, { ...GOOD, ...report }).lost.length;
    expect(lost({ pages: [] })).toBe(1);
    expect(lost({ pages: [{ id: "p", dossierId: "a", recognition: "done", isReadable: false }] })).toBe(1);
    expect(lost({ dossiers: [] })).toBe(3);
    expect(lost({ dossiers: [{ id: "a", stage: "received", code: "TAM-01-261123-0001", summary: "" }] })).toBe(1);
    expect(lost({ outbox: [] })).toBe(1);
    expect(lost({ damage: ["row missing"] })).toBe(1);
  });

  it("finds a number given twice, an operation made twice, and a page that nobody reads", () => {
    const twice = {
      ...GOOD,
      dossiers: [...GOOD.dossiers, { id: "b", stage: "received", code: "TAM-01-261123-0001", summary: "" }],
    };
    expect(settle(TOLD, twice).duplicated).toHaveLength(1);
    expect(settle(TOLD, { ...GOOD, outbox: [{ dossierId: "a", count: 2 }] }).duplicated).toHaveLength(1);
    const waiting = [{ id: "p", dossierId: "a", recognition: "running", isReadable: true }];
    expect(settle(TOLD, { ...GOOD, pages: waiting }).stuck).toHaveLength(1);
  });
});
