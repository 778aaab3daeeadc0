import { describe, expect, it } from "vitest";
import { sampleDossier } from "../sample-dossier.fixture";
import { citizenWarnings, isCardPayload, numberWords } from "./number-words";

const TODAY = "2026-11-22";

describe("words about a personal number", () => {
  it("count while it is typed and say what the number tells when it is whole", () => {
    expect(numberWords("", TODAY)).toBeNull();
    expect(numberWords("0011", TODAY)).toEqual({ tone: "plain", key: "numberCount", facts: { count: 4 } });
    expect(numberWords("0011", TODAY, false)).toMatchObject({ tone: "warn", key: "number.length" });
    expect(numberWords("001194012345", TODAY)).toEqual({
      tone: "good",
      key: "numberOk",
      facts: { year: 1994, gender: "female" },
    });
    expect(numberWords("001 194 012 345", TODAY)?.tone).toBe("good");
  });

  it("name what is wrong", () => {
    expect(numberWords("c1234567", TODAY)).toMatchObject({ tone: "warn", key: "number.passport" });
    expect(numberWords("0101234567", TODAY)).toMatchObject({ tone: "warn", key: "number.tax_code" });
    expect(numberWords("999194012345", TODAY)).toMatchObject({ tone: "warn", key: "number.unknown_prefix" });
    expect(numberWords("00119401234a", TODAY)).toMatchObject({ tone: "warn", key: "number.not_digits" });
    expect(numberWords("0011940123456", TODAY)).toMatchObject({
      tone: "warn",
      key: "number.length",
      facts: { count: 13 },
    });
    expect(numberWords("001294012345", TODAY)).toMatchObject({ key: "number.impossible_year" });
    expect(numberWords("123456789", TODAY)).toMatchObject({ tone: "warn", key: "number.old_id" });
  });

  it("know a card's payload", () => {
    expect(isCardPayload("001194012345|")).toBe(true);
    expect(isCardPayload("001194012345")).toBe(false);
  });
});

describe("warnings about the citizen", () => {
  it("follow what is typed after the card was read", () => {
    const { applicant } = sampleDossier();
    const card = { applicant, oldIdNumber: "", knownPaperCount: 0 };
    const read = { ...card, warnings: ["birth_year_differs" as const, "repaired_text" as const] };
    const differs = { code: "PERSONAL_NUMBER_INVALID" as const, facts: { reason: "gender_differs" } };
    expect(citizenWarnings(read, { warnings: [] })).toEqual(["repaired_text"]);
    expect(citizenWarnings(null, { warnings: [differs] })).toEqual(["gender_differs"]);
  });
});
