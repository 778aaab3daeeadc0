import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMrz } from "./mrz";

const LINES = ["IDVNM0900123450001090012345<<1", "9005204M3005202VNM<<<<<<<<<<<4", "LY<<THANH<KIET<<<<<<<<<<<<<<<<"];
const TODAY = "2026-11-22";

describe("the lines on the back of a card", () => {
  it("give number, birth, sex and expiry where their check digits agree", () => {
    expect(readMrz(["Ngón trỏ trái", ...LINES], TODAY)).toEqual({
      ...{ personalNumber: "001090012345", birthDate: "20/05/1990", expiresOn: "20/05/2030", gender: "Nam" },
      ...{ plainName: "LY THANH KIET", lines: [1, 2, 3] },
    });
  });

  it("forgive spaces, fill characters that were lost, and letters for digits", () => {
    const read = [" IDVNM O900123450 00109OO12345 ", "9005204 M 3005202VNM", "LY«THANH<KIET"];
    expect(readMrz(read, TODAY)).toMatchObject({ personalNumber: "001090012345", birthDate: "20/05/1990" });
  });

  it("give the number where one of its two places was misread: the check digit tells which", () => {
    for (const [right, wrong] of [
      ["001090012345", "001090012346"],
      ["0900123450", "0900128450"],
      ["IDVNM", "TDVNM"],
    ] as const)
      expect(
        readMrz(
          LINES.map((line) => line.replace(right, wrong)),
          TODAY,
        )?.personalNumber,
      ).toBe("001090012345");
  });

  it("give nothing where neither agrees with its check digit", () => {
    const both = LINES.map((line) => line.replaceAll("90012345", "90012845"));
    expect(readMrz(both, TODAY)).toBeNull();
    expect(
      readMrz(
        LINES.map((line) => line.replace("<<1", "<<7").replace("0900123450", "0900128450")),
        TODAY,
      ),
    ).toBeNull();
  });

  it("give no date whose check digit does not agree", () => {
    expect(readMrz([LINES[0] ?? "", "9105204M3005202VNM", LINES[2] ?? ""], TODAY)).toMatchObject({
      ...{ birthDate: null, expiresOn: "20/05/2030" },
    });
  });

  it("are not looked for in other texts, whatever they hold", () => {
    expect(readMrz([], TODAY)).toBeNull();
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary", maxLength: 40 }), { maxLength: 5 }), (rows) => {
        expect(readMrz(rows, TODAY)).toBeNull();
      }),
    );
  });
});
