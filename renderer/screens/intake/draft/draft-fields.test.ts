import { describe, expect, it } from "vitest";
import { sampleDossier } from "../sample-dossier.fixture";
import { applicantFromCard, isUntouched, mergeFields, withTyped } from "./draft-fields";

describe("typed fields", () => {
  it("are merged field by field, the later one wins", () => {
    const merged = mergeFields(
      { summary: "a", applicant: { fullName: "A", phone: "1" } },
      { returnMethod: "post", applicant: { fullName: "B" } },
    );
    expect(merged).toEqual({ summary: "a", returnMethod: "post", applicant: { fullName: "B", phone: "1" } });
    expect(mergeFields({ summary: "a" }, { summary: "" })).toEqual({ summary: "" });
  });

  it("stay over an older answer of core, and leave alone what was not typed", () => {
    const stored = sampleDossier({ summary: "older" });
    const shown = withTyped(stored, { summary: "", applicant: { fullName: "Trần Thị B " } });
    expect(shown.summary).toBe("");
    expect(shown.applicant.fullName).toBe("Trần Thị B ");
    expect(shown.applicant.phone).toBe(stored.applicant.phone);
  });
});

describe("a card", () => {
  it("replaces the citizen and keeps the phone that no card carries", () => {
    const { applicant } = sampleDossier();
    const card = { ...applicant, fullName: "NGUYỄN VĂN A", phone: "", email: "" };
    const before = { ...applicant, phone: "0905000111" };
    expect(applicantFromCard(card, before)).toMatchObject({ fullName: "NGUYỄN VĂN A", phone: "0905000111" });
  });
});

describe("an untouched draft", () => {
  it("has no procedure, no pages and no words", () => {
    expect(isUntouched(sampleDossier())).toBe(true);
    expect(isUntouched(sampleDossier({ procedureCode: "1.001193" }))).toBe(false);
    expect(isUntouched(sampleDossier({ pageCount: 1 }))).toBe(false);
    const { applicant } = sampleDossier();
    expect(isUntouched(sampleDossier({ applicant: { ...applicant, phone: "09" } }))).toBe(false);
  });
});
