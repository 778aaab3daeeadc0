import { describe, expect, test } from "vitest";
import type { PageMetrics } from "../imaging";
import { judge } from "./judge";

const GOOD: PageMetrics = {
  isBlank: false,
  skewDegrees: 0.4,
  edgeWidthMm: 0.28,
  paperLevel: 245,
  inkContrast: 220,
  cutSides: [],
  uprightTurns: 0,
};

test("a good page of 300 dpi has nothing to be said about", () => {
  expect(judge(GOOD, 300)).toEqual([]);
  expect(judge(GOOD, 299)).toEqual([]);
});

test("what cannot be measured is not a fault", () => {
  const unknown = { ...GOOD, skewDegrees: null, edgeWidthMm: null, inkContrast: null, uprightTurns: null };
  expect(judge(unknown, 300)).toEqual([]);
});

describe("one fault is one finding", () => {
  test.each<[Partial<PageMetrics>, number, object]>([
    [{}, 150, { kind: "low_resolution", severity: "warning", value: 150 }],
    [{}, 200, { kind: "low_resolution", severity: "advice", value: 200 }],
    [{ skewDegrees: -2 }, 300, { kind: "skewed", severity: "advice", value: -2 }],
    [{ skewDegrees: 5 }, 300, { kind: "skewed", severity: "warning", value: 5 }],
    [{ edgeWidthMm: 0.5 }, 300, { kind: "blurred", severity: "advice", value: 0.5 }],
    [{ edgeWidthMm: 0.7 }, 300, { kind: "blurred", severity: "warning", value: 0.7 }],
    [{ paperLevel: 110 }, 300, { kind: "too_dark", severity: "advice", value: 110 }],
    [{ paperLevel: 60 }, 300, { kind: "too_dark", severity: "warning", value: 60 }],
    [{ inkContrast: 25 }, 300, { kind: "too_light", severity: "warning", value: 25 }],
    [{ cutSides: ["left", "top"] }, 300, { kind: "cut_edge", severity: "warning", value: 2 }],
    [{ uprightTurns: 3 }, 300, { kind: "wrong_orientation", severity: "warning", value: 3 }],
  ])("%j at %d dpi", (metrics, dpi, finding) => {
    expect(judge({ ...GOOD, ...metrics }, dpi)).toEqual([{ suggestedComponentId: null, ...finding }]);
  });
});

test("a blank page is proposed for removal, and that is all there is to say about it", () => {
  const found = judge({ ...GOOD, isBlank: true, paperLevel: 60 }, 100);
  expect(found).toEqual([{ kind: "blank", severity: "advice", value: null, suggestedComponentId: null }]);
});

test("soft edges of a coarse picture are its resolution, not blur", () => {
  expect(judge({ ...GOOD, edgeWidthMm: 0.6 }, 100).map(({ kind }) => kind)).toEqual(["low_resolution"]);
});
