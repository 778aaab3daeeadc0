// Measures how a page looks.
import type { Grey } from "../../../../shared/vision";
import type { PageMetrics } from "../protocol";

export function inspect(_grey: Grey, _dpi: number): PageMetrics {
  return {
    isBlank: false,
    skewDegrees: null,
    edgeWidthMm: null,
    paperLevel: 255,
    inkContrast: null,
    cutSides: [],
    uprightTurns: null,
  };
}
