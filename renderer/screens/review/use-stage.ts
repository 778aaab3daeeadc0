// The stage of the picture: how far it is zoomed, what of it is in sight, and the box being drawn on it.
import { useCallback, useLayoutEffect, useState } from "react";
import type { Box } from "../../../shared/contract";
import { firstBox } from "./reading-box";
import type { PageReview } from "./use-page-review";

/** The whole page, then the page as wide as the stage, then larger. */
const ZOOMS = [0, 1, 1.5, 2, 3] as const;
export type Zoom = (typeof ZOOMS)[number];

/** Of the height of the stage. */
const PAN_STEP = 0.35;

export interface Stage {
  /** Given as `ref` to what scrolls around the picture. */
  setView: (element: HTMLDivElement | null) => void;
  zoom: Zoom;
  zoomBy: (by: 1 | -1 | 0) => void;
  /** As wide as the stage at least. */
  readable: () => void;
  pan: (x: number, y: number) => void;
  /** Moves the picture so that the box is in sight. */
  reveal: (box: Box) => void;
  box: Box | null;
  setBox: (box: Box) => void;
  startBox: () => void;
}

export function useStage(review: PageReview): Stage {
  const [view, setView] = useState<HTMLDivElement | null>(null);
  const [zoom, setZoom] = useState<Zoom>(1);
  const [box, setBox] = useState<Box | null>(null);
  const { size, chosen } = review;
  const reveal = useCallback(
    (target: Box) => {
      const sheet = view?.firstElementChild;
      if (!view || !(sheet instanceof HTMLElement)) return;
      const scale = sheet.offsetWidth / size.width;
      view.scrollTo({
        left: sheet.offsetLeft + ((target.x0 + target.x1) / 2) * scale - view.clientWidth / 2,
        top: sheet.offsetTop + ((target.y0 + target.y1) / 2) * scale - view.clientHeight / 2,
      });
    },
    [view, size.width],
  );
  useFollow({ chosen: chosen?.box ?? null, zoom, reveal });
  return {
    ...{ setView, zoom, reveal, box, setBox },
    zoomBy: (by) => setZoom((now) => (by === 0 ? (now === 0 ? 1 : 0) : (ZOOMS[ZOOMS.indexOf(now) + by] ?? now))),
    readable: () => setZoom((now) => (now === 0 ? 1 : now)),
    pan: (x, y) => {
      const step = (view?.clientHeight ?? 0) * PAN_STEP;
      view?.scrollBy({ left: x * step, top: y * step });
    },
    startBox: () => setBox(firstBox(chosen?.box ?? null, size)),
  };
}

/** The chosen field is in sight, also after the picture was zoomed. */
function useFollow({ chosen, zoom, reveal }: { chosen: Box | null; zoom: Zoom; reveal: (box: Box) => void }): void {
  const { x0, y0, x1, y1 } = chosen ?? { x0: 0, y0: 0, x1: 0, y1: 0 };
  const hasBox = chosen !== null;
  useLayoutEffect(() => {
    if (hasBox) reveal({ x0, y0, x1, y1 });
  }, [hasBox, x0, y0, x1, y1, zoom, reveal]);
}
