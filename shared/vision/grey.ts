// A picture in shades of grey, as all that looks at pages takes it.

/** One byte a pixel, 0 (black) – 255 (white), rows from the top without gaps. */
export interface Grey {
  data: Uint8Array;
  widthPx: number;
  heightPx: number;
}

/** Half as wide and half as high; each pixel the mean of four. */
export function halve({ data, widthPx, heightPx }: Grey): Grey {
  const width = widthPx >> 1;
  const height = heightPx >> 1;
  const half = new Uint8Array(width * height);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0, from = 2 * y * widthPx; x < width; x++, from += 2) {
      const above = (data[from] ?? 0) + (data[from + 1] ?? 0);
      const below = (data[from + widthPx] ?? 0) + (data[from + widthPx + 1] ?? 0);
      half[to++] = (above + below + 2) >> 2;
    }
  }
  return { data: half, widthPx: width, heightPx: height };
}
