// A field for tests.
import type { PageField } from "../../../shared/contract";

export function sampleField(key: string, change: Partial<PageField> = {}): PageField {
  return {
    key,
    label: { vi: "Họ và tên", en: "Full name" },
    kind: "name",
    value: "NGUYỄN THỊ ĐƯỜNG",
    raw: "NGUYỄN THỊ ĐƯỜNG",
    confidence: 0.97,
    threshold: 0.9,
    box: { x0: 100, y0: 200, x1: 500, y1: 240 },
    source: "ocr",
    state: "sure",
    checks: [],
    ...change,
  };
}
