import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatProvisionalCode, isOfficialCode, isProcedureCode, normaliseCode, parseProvisionalCode } from ".";

describe("provisional code", () => {
  it("carries the local day, not the day in UTC", () => {
    expect(formatProvisionalCode("A1", "2026-11-22T17:30:00.000Z", 7)).toBe("TAM-A1-261123-0007");
  });

  it("is read back as it was written, also beyond 9999", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9A-Z]{2}$/),
        fc.date({ noInvalidDate: true, min: new Date("2020-01-01"), max: new Date("2090-01-01") }),
        fc.integer({ min: 1, max: 999_999 }),
        (machineCode, date, sequence) => {
          const parsed = parseProvisionalCode(formatProvisionalCode(machineCode, date, sequence));
          expect(parsed).toMatchObject({ machineCode, sequence });
        },
      ),
    );
    expect(parseProvisionalCode(" tam-a1-261123-0007\n")).toEqual({
      machineCode: "A1",
      localDate: "2026-11-23",
      sequence: 7,
    });
  });

  it("is never taken for an official one", () => {
    expect(isOfficialCode("TAM-A1-261123-0007")).toBe(false);
    for (const text of ["", "TAM-A1-261123", "TAM-A-261123-0007", "H34.12.5-251122-0001"]) {
      expect(parseProvisionalCode(text)).toBeUndefined();
    }
  });
});

describe("official codes", () => {
  it("accepts every form seen in the provinces", () => {
    for (const code of [
      "H34.12.5-251122-0001",
      "T.H34.12.5-251122-0001",
      "000.00.06.H56-231027-0361",
      "G09.20-20260609-0092637",
      "H34.12.05-261122-340001",
    ]) {
      expect(isOfficialCode(code)).toBe(true);
    }
    expect(normaliseCode(" h34.12.5-251122-0001\r\n")).toBe("H34.12.5-251122-0001");
  });

  it("refuses what is no code", () => {
    for (const code of ["", "H34", "H34.12.5-2511-0001", "H34.12.5-251122-1", "1.001193", "A".repeat(10_000)]) {
      expect(isOfficialCode(code)).toBe(false);
    }
  });

  it("knows procedure codes", () => {
    expect(isProcedureCode("1.001193")).toBe(true);
    expect(isProcedureCode("2.000635.000.00.00.H22")).toBe(true);
    expect(isProcedureCode("6.006594")).toBe(true);
    for (const code of ["0.001193", "1.01193", "1001193", "", "KQ.G15.000031"])
      expect(isProcedureCode(code)).toBe(false);
  });
});
