import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, fromWireTime, toWireTime, wireDay } from ".";

describe("wire time", () => {
  it("is the time in Vietnam, so that the evening in UTC is already the next day", () => {
    expect(toWireTime("2026-11-22T17:00:01.999Z")).toBe("20261123000001");
    expect(wireDay("20261123000001")).toBe("261123");
  });
  it("comes back to the second it was made from", () => {
    const instants = fc.date({ min: new Date("1990-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(instants, (date) => {
        const seconds = new Date(Math.floor(date.getTime() / 1000) * 1000).toISOString();
        expect(fromWireTime(toWireTime(date.toISOString()))).toBe(seconds);
      }),
    );
  });
  it.each(["", "20260231000000", "2026112217", "20261122250000", "x0261122170000"])("refuses %j", (text) => {
    expect(fromWireTime(text)).toBeNull();
  });
});

describe("canonical JSON", () => {
  it("does not depend on the order of keys, at any depth", () => {
    expect(canonicalJson({ b: [{ y: 1, x: 2 }], a: "ệ" })).toBe('{"a":"ệ","b":[{"x":2,"y":1}]}');
  });
  it("survives a journey as JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(JSON.parse(JSON.stringify(value)))).toBe(canonicalJson(value));
      }),
    );
  });
});
