// A QR code drawn as one SVG path; sharp at any zoom and free of image files.
import { create } from "qrcode";
import type { ReactElement } from "react";

export interface QrCodeProps {
  text: string;
  /** Said to screen readers. */
  label: string;
  sizePx: number;
}

/** Modules of white around the code that readers need. */
const QUIET = 2;

export function QrCode({ text, label, sizePx }: QrCodeProps): ReactElement {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const side = modules.size + 2 * QUIET;
  const dark = [...modules.data].flatMap((bit, at) =>
    bit ? [`M${String((at % modules.size) + QUIET)} ${String(Math.floor(at / modules.size) + QUIET)}h1v1h-1z`] : [],
  );
  return (
    <svg role="img" aria-label={label} width={sizePx} height={sizePx} viewBox={`0 0 ${String(side)} ${String(side)}`}>
      <rect width={side} height={side} fill="#fff" />
      <path d={dark.join("")} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
