// The sizes of picture that a camera offers, largest first.

export interface FrameSize {
  widthPx: number;
  heightPx: number;
}

/** What document cameras and webcams have; a camera tells only its largest. */
const COMMON: readonly (readonly [number, number])[] = [
  [4608, 3456],
  [4160, 3120],
  [4096, 3072],
  [3840, 2160],
  [3264, 2448],
  [2592, 1944],
  [2048, 1536],
  [1920, 1080],
  [1600, 1200],
  [1280, 720],
  [1024, 768],
  [640, 480],
];

/** @param current the size that is open now; it is always among them */
export function frameSizes(capabilities: MediaTrackCapabilities, current: FrameSize): FrameSize[] {
  const widest = capabilities.width?.max ?? current.widthPx;
  const highest = capabilities.height?.max ?? current.heightPx;
  const sizes = COMMON.filter(([width, height]) => width <= widest && height <= highest);
  const all = [...sizes, [widest, highest] as const, [current.widthPx, current.heightPx] as const];
  const bySize = new Map(all.map(([widthPx, heightPx]) => [sizeKey({ widthPx, heightPx }), { widthPx, heightPx }]));
  return [...bySize.values()].sort((a, b) => b.widthPx * b.heightPx - a.widthPx * a.heightPx);
}

export function sizeKey({ widthPx, heightPx }: FrameSize): string {
  return `${String(widthPx)} × ${String(heightPx)}`;
}
