// A QR code drawn as one SVG path: sharp on any printer, and no data: address that the content policy would question.
import { create } from "qrcode";
import type { ReactNode } from "react";

const QUIET_ZONE = 2;

export interface QrCodeProps {
  text: string;
  className: string;
}

/** Error correction M: a fold or a stamp over a corner of the receipt must not cost the code. */
export function QrCode({ text, className }: QrCodeProps): ReactNode {
  const { size, data } = create(text, { errorCorrectionLevel: "M" }).modules;
  const side = size + 2 * QUIET_ZONE;
  return (
    <svg className={className} viewBox={`0 0 ${side} ${side}`} shapeRendering="crispEdges" role="img" aria-label={text}>
      <path d={darkModules(data, size)} />
    </svg>
  );
}

function darkModules(modules: Uint8Array, size: number): string {
  const path: string[] = [];
  modules.forEach((isDark, index) => {
    if (!isDark) return;
    const x = (index % size) + QUIET_ZONE;
    const y = Math.floor(index / size) + QUIET_ZONE;
    path.push(`M${x} ${y}h1v1h-1z`);
  });
  return path.join("");
}
