import { describe, expect, it } from "vitest";
import { DomainError } from "../errors";
import {
  checkPersonalNumber,
  isOldIdNumber,
  isPhoneNumber,
  maskPersonalNumber,
  personalNumberWarnings,
  readPersonalNumber,
  validatePersonalNumber,
} from ".";

const TODAY = "2026-11-22";

describe("checkPersonalNumber", () => {
  it("accepts numbers of the 63 old provinces, of births abroad, and with blanks", () => {
    for (const number of ["001085012345", "062199001234", "096304000001", "122206000001", "0010 8501 2345"]) {
      expect(checkPersonalNumber(number, TODAY)).toBeNull();
    }
  });

  it.each([
    ["", "length"],
    ["00108501234", "length"],
    ["0010850123456", "length"],
    ["00108501234O", "not_digits"],
    ["003085012345", "unknown_prefix"],
    ["097085012345", "unknown_prefix"],
    ["000085012345", "unknown_prefix"],
    ["999085012345", "unknown_prefix"],
    ["001227012345", "impossible_year"],
    ["001985012345", "impossible_year"],
    ["٠٠١٠٨٥٠١٢٣٤٥", "not_digits"],
  ])("refuses %j: %s", (number, problem) => {
    expect(checkPersonalNumber(number, TODAY)).toBe(problem);
  });

  it("refuses with the reason and without the number", () => {
    try {
      validatePersonalNumber("003085012345", TODAY);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(DomainError);
      expect(error).toMatchObject({ code: "PERSONAL_NUMBER_INVALID", facts: { reason: "unknown_prefix" } });
      expect(JSON.stringify(error)).not.toContain("003085");
    }
    expect(validatePersonalNumber(" 001085 012345", TODAY)).toBe("001085012345");
  });
});

describe("what the digits say", () => {
  it("reads century and gender from the fourth digit", () => {
    expect(readPersonalNumber("001085012345")).toEqual({ prefix: "001", gender: "male", birthYear: 1985 });
    expect(readPersonalNumber("001304012345")).toEqual({ prefix: "001", gender: "female", birthYear: 2004 });
  });

  it("warns where the number disagrees with the person and stays quiet without data", () => {
    const person = { personalNumber: "001085012345", birthDate: "1986-02-01", gender: "female" as const };
    expect(personalNumberWarnings(person)).toEqual(["birth_year_differs", "gender_differs"]);
    expect(personalNumberWarnings({ ...person, birthDate: null, gender: null })).toEqual([]);
    expect(personalNumberWarnings({ ...person, personalNumber: "123" })).toEqual([]);
  });
});

describe("other numbers", () => {
  it("masks all but the ends", () => {
    expect(maskPersonalNumber("001012341234")).toBe("0010****1234");
    expect(maskPersonalNumber("123456789")).toBe("****789");
    expect(maskPersonalNumber("1234")).toBe("****");
    expect(maskPersonalNumber("")).toBe("");
  });

  it("knows the old card's number and telephone numbers", () => {
    expect(isOldIdNumber("123 456 789")).toBe(true);
    expect(isOldIdNumber("1234567890")).toBe(false);
    for (const phone of ["0912345678", "091 234 5678", "+84912345678", "0912.345.678", "02603861234"]) {
      expect(isPhoneNumber(phone)).toBe(true);
    }
    for (const phone of ["", "091234567", "0112345678", "09123456789", "abc"]) expect(isPhoneNumber(phone)).toBe(false);
  });
});
