// What is good enough: the only place where a measure of a page becomes something an officer is told.
import type { Finding, FindingKind } from "../../../shared/contract";
import type { PageMetrics } from "../imaging";

export type Judgement = Pick<Finding, "kind" | "severity" | "value" | "suggestedComponentId">;

/** Beyond `advice`, or even beyond `warning`. */
interface Limits {
  advice: number;
  warning: number;
  isWorse: "above" | "below";
}

const LIMITS = {
  /** Circular 01/2023/TT-VPCP asks for 200 dpi at least; text is read best at 300. A scan of 299 counts as 300. */
  low_resolution: { advice: 295, warning: 198, isWorse: "below" },
  /** Degrees. From 2–3° on, lines of dots are lost to reading; beyond 4° a page looks carelessly scanned. */
  skewed: { advice: 1.5, warning: 4, isWorse: "above" },
  /** Millimetres from ink to paper. Sharp scans have 0.25–0.31, a steady phone 0.37; at 0.6 accents flow together. */
  blurred: { advice: 0.45, warning: 0.58, isWorse: "above" },
  /** Grey of the paper. Under uneven light a page still reads well at 150. */
  too_dark: { advice: 125, warning: 90, isWorse: "below" },
  /** Grey levels between ink and paper. At 52 reading loses nothing; below 30 it does, and print-outs are faint. */
  too_light: { advice: 45, warning: 32, isWorse: "below" },
} as const satisfies Partial<Record<FindingKind, Limits>>;

/** What follows from the picture alone; whatever else is found about a page is left as it is. */
export const PICTURE_KINDS: readonly FindingKind[] = [
  "low_resolution",
  "skewed",
  "blurred",
  "cut_edge",
  "too_dark",
  "too_light",
  "wrong_orientation",
  "blank",
];

/** No edge of a letter can be sharper than this many pixels: what looks blurred then is low resolution. */
const SHARPEST_EDGE_PX = 2.4;
const MM_PER_INCH = 25.4;

/** @param resolutionDpi of the stored picture */
export function judge(metrics: PageMetrics, resolutionDpi: number): Judgement[] {
  if (metrics.isBlank) return [{ kind: "blank", severity: "advice", value: null, suggestedComponentId: null }];
  const sharpestMm = (SHARPEST_EDGE_PX * MM_PER_INCH) / resolutionDpi;
  const isBlurred = metrics.edgeWidthMm !== null && metrics.edgeWidthMm > sharpestMm;
  const isTurned = metrics.uprightTurns !== null && metrics.uprightTurns !== 0;
  return [
    ...measure("low_resolution", resolutionDpi),
    ...measure("skewed", metrics.skewDegrees),
    ...(isBlurred ? measure("blurred", metrics.edgeWidthMm) : []),
    ...measure("too_dark", metrics.paperLevel),
    ...measure("too_light", metrics.inkContrast),
    ...(metrics.cutSides.length > 0 ? [warning("cut_edge", metrics.cutSides.length)] : []),
    ...(isTurned ? [warning("wrong_orientation", metrics.uprightTurns)] : []),
  ];
}

function measure(kind: keyof typeof LIMITS, value: number | null): Judgement[] {
  if (value === null) return [];
  const limits: Limits = LIMITS[kind];
  const size = Math.abs(value);
  const isBeyond = (limit: number) => (limits.isWorse === "above" ? size > limit : size < limit);
  if (isBeyond(limits.warning)) return [warning(kind, value)];
  return isBeyond(limits.advice) ? [{ ...warning(kind, value), severity: "advice" }] : [];
}

function warning(kind: FindingKind, value: number | null): Judgement {
  return { kind, severity: "warning", value, suggestedComponentId: null };
}
