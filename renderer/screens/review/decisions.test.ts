import { describe, expect, it } from "vitest";
import { withDecisions, without } from "./decisions";
import { sampleField } from "./sample-field.fixture";

describe("decisions that core has not answered yet", () => {
  const fields = [sampleField("a", { state: "doubt" }), sampleField("b", { state: "unread", value: "" })];

  it("show a value as confirmed when it is the machine's, as corrected when it is another", () => {
    const [a, b] = withDecisions(fields, {
      a: { kind: "value", value: "NGUYỄN THỊ ĐƯỜNG" },
      b: { kind: "value", value: "12/03/1994" },
    });
    expect(a).toMatchObject({ state: "confirmed" });
    expect(b).toMatchObject({ state: "corrected", value: "12/03/1994" });
  });

  it("show a field that is not on the page, and keep what the machine read", () => {
    expect(withDecisions(fields, { a: { kind: "dismissed" } })[0]).toMatchObject({
      state: "dismissed",
      value: "NGUYỄN THỊ ĐƯỜNG",
    });
  });

  it("go when core has answered; a decision on a field that is gone harms nothing", () => {
    const decisions = { a: { kind: "dismissed" }, gone: { kind: "dismissed" } } as const;
    expect(without(decisions, "a")).toEqual({ gone: { kind: "dismissed" } });
    expect(withDecisions(fields, without(decisions, "a"))).toEqual(fields);
  });
});
