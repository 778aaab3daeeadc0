// Takes grain out of a page: cameras in weak light, old scanners, photocopies of photocopies.
import type { Grey } from "../../../../../shared/vision";

/**
 * The median of each 3 × 3 pixels takes specks away and keeps edges; a slight blur calms what is left.
 * The outermost pixels stay as they are.
 */
export function denoise(grey: Grey): Grey {
  return { ...grey, data: blur({ ...grey, data: medianOfNine(grey) }) };
}

/** The outermost pixels stay as they are. */
export function medianOfNine({ data, widthPx, heightPx }: Grey): Uint8Array {
  const calm = data.slice();
  const columns = [new Uint8Array(widthPx), new Uint8Array(widthPx), new Uint8Array(widthPx)] as const;
  for (let y = 1; y < heightPx - 1; y++) {
    sortColumns(data, { from: y * widthPx, widthPx }, columns);
    mediansOfRow(columns, calm.subarray(y * widthPx, (y + 1) * widthPx));
  }
  return calm;
}

type SortedColumns = readonly [lowest: Uint8Array, middle: Uint8Array, highest: Uint8Array];

function sortColumns(data: Uint8Array, row: { from: number; widthPx: number }, into: SortedColumns): void {
  const [lowest, middle, highest] = into;
  for (let x = 0, i = row.from; x < row.widthPx; x++, i++) {
    const above = data[i - row.widthPx] ?? 0;
    const here = data[i] ?? 0;
    const below = data[i + row.widthPx] ?? 0;
    const less = above < here ? above : here;
    const more = above < here ? here : above;
    lowest[x] = less < below ? less : below;
    highest[x] = more > below ? more : below;
    middle[x] = below < less ? less : below > more ? more : below;
  }
}

/** The median of nine is that of the highest low, the middle middle and the lowest high. */
function mediansOfRow([lowest, middle, highest]: SortedColumns, row: Uint8Array): void {
  for (let x = 1; x < row.length - 1; x++) {
    const low = Math.max(lowest[x - 1] ?? 0, lowest[x] ?? 0, lowest[x + 1] ?? 0);
    const high = Math.min(highest[x - 1] ?? 0, highest[x] ?? 0, highest[x + 1] ?? 0);
    row[x] = medianOfThree(low, medianOfThree(middle[x - 1] ?? 0, middle[x] ?? 0, middle[x + 1] ?? 0), high);
  }
}

function medianOfThree(a: number, b: number, c: number): number {
  const less = a < b ? a : b;
  const more = a < b ? b : a;
  return c < less ? less : c > more ? more : c;
}

/** One, two, one, each way. */
function blur({ data, widthPx, heightPx }: Grey): Uint8Array {
  const blurred = data.slice();
  const sums = new Uint16Array(widthPx);
  for (let y = 1; y < heightPx - 1; y++) {
    const from = y * widthPx;
    for (let x = 0, i = from; x < widthPx; x++, i++)
      sums[x] = (data[i - widthPx] ?? 0) + 2 * (data[i] ?? 0) + (data[i + widthPx] ?? 0);
    for (let x = 1; x < widthPx - 1; x++)
      blurred[from + x] = ((sums[x - 1] ?? 0) + 2 * (sums[x] ?? 0) + (sums[x + 1] ?? 0) + 8) >> 4;
  }
  return blurred;
}
