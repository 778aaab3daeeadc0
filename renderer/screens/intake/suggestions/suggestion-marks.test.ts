import { describe, expect, it } from "vitest";
import type { FieldSuggestion, FieldState } from "../../../../shared/contract";
import { sampleDossier } from "../sample-dossier.fixture";
import { acceptedFields, type FormField, marksOf } from "./suggestion-marks";

function suggestion(target: FieldSuggestion["target"], value: string, state: FieldState = "sure"): FieldSuggestion {
  const box = { x0: 1, y0: 1, x1: 9, y1: 9 };
  const labels = { vi: "ô", en: "field" };
  const field = { key: "applicant", label: labels, kind: "text" as const, value, raw: value, box, state };
  return {
    ...{ target, value, pageId: "p", typeName: { vi: "Tờ khai", en: "Form" } },
    field: { ...field, confidence: 0.9, threshold: 0.8, source: "ocr", checks: [] },
  };
}

const EMPTY = {
  ...sampleDossier().applicant,
  ...{ fullName: "", personalNumber: "", birthDate: null, address: "", phone: "" },
};

describe("a value read from a paper", () => {
  it.each([
    ["sure", "offer"],
    ["confirmed", "offer"],
    ["corrected", "offer"],
    ["doubt", "look"],
    ["unread", "look"],
  ] as const)("that is %s is for an empty field: %s", (state, kind) => {
    expect(marksOf(EMPTY, [suggestion("fullName", "LÊ THỊ A", state)]).fullName?.kind).toBe(kind);
  });

  it.each([
    ["fullName", "Nguyễn Thị Đường", "NGUYỄN  THỊ ĐƯỜNG", undefined],
    ["fullName", "Nguyễn Thị Đương", "NGUYỄN THỊ ĐƯỜNG", "differs"],
    ["personalNumber", "001 194 012 345", "001194012345", undefined],
    ["personalNumber", "001194012346", "001194012345", "differs"],
    ["birthDate", "1994-03-12", "1994-03-12", undefined],
    ["birthDate", "1994-03-13", "1994-03-12", "differs"],
    ["address", "Thôn 2, xã Đăk Rơ Nga.", "thôn 2 - xã Đăk Rơ Nga", undefined],
    ["phone", "0905.123.456", "0905123456", undefined],
  ] as const)("beside what stands in %s: %s and %s", (...[target, inForm, onPaper, kind]) => {
    const marks = marksOf({ ...EMPTY, [target]: inForm }, [suggestion(target, onPaper)]);
    expect(marks[target satisfies FormField]?.kind).toBe(kind);
  });

  it("is none when nothing was read, or when the form does not ask for it", () => {
    expect(marksOf(EMPTY, [suggestion("fullName", " "), suggestion("gender", "female")])).toEqual({});
    expect(marksOf(EMPTY, [])).toEqual({});
  });
});

it("another number accepted from a paper is no longer what a card said", () => {
  const mark = marksOf(EMPTY, [suggestion("personalNumber", "001194012345")]).personalNumber;
  expect(mark && acceptedFields(mark)).toEqual({ personalNumber: "001194012345", source: "typed", cardIssuedOn: null });
});
