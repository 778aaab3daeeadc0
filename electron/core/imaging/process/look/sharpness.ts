// How sharp the edges of letters are.
import type { Grey } from "../../../../../shared/vision";

const MIN_EDGES = 150;
/** Only edges that go most of the way from ink to paper: in small writing strokes flow together. */
const WHOLE_EDGE_SHARE = 0.6;
const EVERY_ROW = 3;

/**
 * Median width in pixels over which brightness goes from ink to paper; null when there are too few edges.
 * @param contrast of ink and paper
 */
export function edgeWidthPx(grey: Grey, contrast: number): number | null {
  const widths: number[] = [];
  const down = { count: grey.widthPx, length: grey.heightPx, lineStride: 1, pixelStride: grey.widthPx };
  const across = { count: grey.heightPx, length: grey.widthPx, lineStride: grey.widthPx, pixelStride: 1 };
  for (const lines of [across, down])
    for (let line = 1; line < lines.count - 1; line += EVERY_ROW)
      measureLine(
        grey.data,
        { ...lines, start: line * lines.lineStride },
        { widths, least: WHOLE_EDGE_SHARE * contrast },
      );
  if (widths.length < MIN_EDGES) return null;
  return widths.sort((a, b) => a - b)[widths.length >> 1] ?? null;
}

interface Line {
  start: number;
  length: number;
  pixelStride: number;
}

/** Each climb from dark to light or back: its height divided by its steepest step. */
function measureLine(data: Uint8Array, line: Line, { widths, least }: { widths: number[]; least: number }): void {
  let height = 0;
  let steepest = 0;
  let before = data[line.start] ?? 0;
  for (let i = 1, at = line.start + line.pixelStride; i < line.length; i++, at += line.pixelStride) {
    const value = data[at] ?? 0;
    const step = value - before;
    before = value;
    if (height !== 0 && step * height <= 0) {
      if (Math.abs(height) >= least) widths.push(Math.abs(height / steepest));
      height = 0;
      steepest = 0;
    }
    height += step;
    if (Math.abs(step) > Math.abs(steepest)) steepest = step;
  }
}
