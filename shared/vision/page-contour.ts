// Finds a sheet of paper on a desk, as a document camera sees it.
import type { PageCorners } from "../contract";
import { closeSmallGaps, largestRegions, shrinkTo, type Region } from "./regions";
import { fitQuad, type Quad } from "./quad";
import type { Grey } from "./grey";

/** Enough for corners to within a third of a percent, and a few milliseconds. */
const WORKING_PX = 320;
/** A sheet that is looked at fills at least this share of the picture. */
const MIN_SHARE = 0.12;
/** More than this, and there is no desk around it. */
const MAX_SHARE = 0.97;
/** How much of the quadrilateral the light region fills, and the other way round. */
const MIN_FIT = 0.9;
/** Each brightness that could separate paper from desk is tried: shadows and other light things defeat a single one. */
const LEVELS = 9;
const MIN_CONTRAST = 24;

interface Candidate {
  quad: Quad;
  score: number;
}

/**
 * The corners of the page, which is lighter than the desk; of several pages the largest.
 * @param grey a camera frame of any size; 640 × 480 takes a few milliseconds
 * @returns fractions of width and height from the top left corner clockwise; null when there is no page to be seen
 */
export function findPageCorners(grey: Grey): PageCorners | null {
  const small = closeSmallGaps(shrinkTo(grey, WORKING_PX));
  const { widthPx, heightPx } = small;
  let best: Candidate | null = null;
  for (const level of levelsOf(small.data)) {
    for (const region of largestRegions(small, { level, minPixels: MIN_SHARE * widthPx * heightPx })) {
      const candidate = judge(region, small);
      if (candidate && candidate.score > (best?.score ?? 0)) best = candidate;
    }
  }
  if (!best) return null;
  const toFraction = (value: number, side: number) => Math.min(1, Math.max(0, (value + 0.5) / side));
  return best.quad.map(({ x, y }) => ({ x: toFraction(x, widthPx), y: toFraction(y, heightPx) })) as PageCorners;
}

function judge(region: Region, { widthPx, heightPx }: Grey): Candidate | null {
  const found = fitQuad(region);
  const share = found ? found.area / (widthPx * heightPx) : 0;
  if (!found || share < MIN_SHARE || share > MAX_SHARE) return null;
  if (region.pixels / found.area < MIN_FIT || found.area / found.hullArea < MIN_FIT) return null;
  // A level too high loses the part in the shadow, one too low adds some desk: the first is smaller, the second fits worse.
  return { quad: found.quad, score: share * found.fit ** 4 };
}

/** Evenly between the dark and the light of the picture; none when it is all the same. */
function levelsOf(data: Uint8Array): number[] {
  const counts = new Uint32Array(256);
  for (let i = 0; i < data.length; i++) counts[data[i] ?? 0] = (counts[data[i] ?? 0] ?? 0) + 1;
  const dark = percentile(counts, data.length * 0.02);
  const light = percentile(counts, data.length * 0.98);
  if (light - dark < MIN_CONTRAST) return [];
  return Array.from({ length: LEVELS }, (_, index) => dark + ((light - dark) * (index + 1)) / (LEVELS + 1));
}

function percentile(counts: Uint32Array, wanted: number): number {
  let seen = 0;
  return counts.findIndex((count) => (seen += count) >= wanted);
}
