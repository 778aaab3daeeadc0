// The bars of patch T as one SVG, in millimetres, to be set at an edge of the sheet and read from there inwards.
import type { ReactNode } from "react";
import { PATCH_LENGTH_MM, PATCH_SPACE_MM, PATCH_T, PATCH_WIDTHS_MM } from "../../../shared/domain/patch-code";

export function PatchBars({ className }: { className: string }): ReactNode {
  const bars = placeBars();
  const height = bars.at(-1)?.end ?? 0;
  return (
    <svg
      className={className}
      width={`${PATCH_LENGTH_MM}mm`}
      height={`${height}mm`}
      viewBox={`0 0 ${PATCH_LENGTH_MM} ${height}`}
      shapeRendering="crispEdges"
      aria-hidden
    >
      {bars.map(({ start, end }) => (
        <rect key={start} y={start} width={PATCH_LENGTH_MM} height={end - start} />
      ))}
    </svg>
  );
}

function placeBars(): { start: number; end: number }[] {
  let at = -PATCH_SPACE_MM;
  return PATCH_T.map((bar) => {
    const start = at + PATCH_SPACE_MM;
    at = start + PATCH_WIDTHS_MM[bar];
    return { start, end: at };
  });
}
