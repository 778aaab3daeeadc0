// A picture in shades of grey, as all that looks at pages takes it.

/** One byte a pixel, 0 (black) – 255 (white), rows from the top without gaps. */
export interface Grey {
  data: Uint8Array;
  widthPx: number;
  heightPx: number;
}

/** The value at an index; 0 outside. */
export function valueAt(data: ArrayLike<number>, index: number): number {
  return data[index] ?? 0;
}

/** Half as wide and half as high; each pixel the mean of four. */
export function halve({ data, widthPx, heightPx }: Grey): Grey {
  const width = widthPx >> 1;
  const height = heightPx >> 1;
  const half = new Uint8Array(width * height);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0, from = 2 * y * widthPx; x < width; x++, from += 2) {
      const above = valueAt(data, from) + valueAt(data, from + 1);
      const below = valueAt(data, from + widthPx) + valueAt(data, from + widthPx + 1);
      half[to++] = (above + below + 2) >> 2;
    }
  }
  return { data: half, widthPx: width, heightPx: height };
}
