import { describe, expect, it } from "vitest";
import {
  changedField,
  glanceOf,
  inOrder,
  keepOrder,
  nextOpen,
  nextToDecide,
  stepField,
  worstFirst,
} from "./field-order";
import { sampleField } from "./sample-field.fixture";

const FIELDS = [
  sampleField("sure-1"),
  sampleField("doubt-80", { state: "doubt", confidence: 0.8 }),
  sampleField("done", { state: "confirmed", confidence: 0.2 }),
  sampleField("unread", { state: "unread", confidence: 0, value: "" }),
  sampleField("doubt-40", { state: "doubt", confidence: 0.4 }),
  sampleField("sure-2", { confidence: 0.91 }),
];
const SHOWN = inOrder(FIELDS, worstFirst(FIELDS));

describe("the order of fields", () => {
  it("has the worst first, and sure ones as they stand on the paper", () => {
    expect(worstFirst(FIELDS)).toEqual(["unread", "doubt-40", "doubt-80", "sure-1", "sure-2", "done"]);
  });

  it("stays while fields are decided", () => {
    const order = worstFirst(FIELDS);
    const later = FIELDS.map((field) => ({ ...field, state: "confirmed" as const }));
    expect(keepOrder(order, later)).toEqual(order);
  });

  it("is made anew when the page was read anew", () => {
    expect(keepOrder(worstFirst(FIELDS), FIELDS.slice(0, 2))).toEqual(["doubt-80", "sure-1"]);
    expect(keepOrder(["a", "b"], [sampleField("a"), sampleField("c")])).toEqual(["a", "c"]);
    expect(keepOrder([], [])).toEqual([]);
  });
});

describe("the next doubt", () => {
  it.each([
    [null, "unread"],
    ["unread", "doubt-40"],
    ["doubt-40", "doubt-80"],
    ["doubt-80", "unread"],
    ["sure-2", "unread"],
    ["gone", "unread"],
  ])("after %s is %s", (from, next) => {
    expect(nextOpen(SHOWN, from)).toBe(next);
  });

  it("is never the field at hand, and none when all is looked at", () => {
    expect(nextOpen([sampleField("only", { state: "doubt" })], "only")).toBeNull();
    expect(nextOpen([sampleField("a"), sampleField("b", { state: "dismissed" })], "a")).toBeNull();
    expect(nextOpen([], null)).toBeNull();
  });
});

describe("the next field to decide on", () => {
  it("is a doubt as long as there is one, then a sure one, then none", () => {
    expect(nextToDecide(SHOWN, "sure-1")).toBe("unread");
    expect(
      nextToDecide(
        SHOWN.filter(({ state }) => state === "sure"),
        "sure-1",
      ),
    ).toBe("sure-2");
    expect(nextToDecide([sampleField("a"), sampleField("b", { state: "corrected" })], "a")).toBeNull();
  });
});

describe("going from field to field", () => {
  it.each([
    [null, 1, "unread"],
    ["unread", 1, "doubt-40"],
    ["unread", -1, "unread"],
    ["done", 1, "done"],
    ["done", -1, "sure-2"],
  ] as const)("from %s by %i", (from, by, to) => {
    expect(stepField(SHOWN, from, by)).toBe(to);
  });

  it("goes nowhere without fields", () => expect(stepField([], null, 1)).toBeNull());
});

it("one glance counts what is sure, in doubt, unread and decided", () => {
  expect(glanceOf(FIELDS)).toEqual({ total: 6, sure: 2, doubts: 2, unread: 1, decided: 1 });
});

describe("what an undo brought back", () => {
  it("is the field whose state or value is another", () => {
    const before = [sampleField("a"), sampleField("b", { state: "corrected", value: "X" })];
    expect(changedField(before, [sampleField("a"), sampleField("b", { state: "doubt" })])).toBe("b");
    expect(changedField(before, before)).toBeNull();
    expect(changedField([], before)).toBeNull();
  });
});
