// The frame of the page over the picture; its corners follow the mouse, and the arrow keys when they have focus.
import { type KeyboardEvent, type PointerEvent, type ReactElement, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { PageCorners } from "../../shared/contract";
import styles from "./camera.module.css";
import { type Corner, CORNERS, nudgeCorner, placeCorner } from "./corners";

interface CornerOverlayProps {
  corners: PageCorners;
  /** Absent: only shown. */
  onChange?: (corners: PageCorners) => void;
}

export function CornerOverlay({ corners, onChange }: CornerOverlayProps): ReactElement {
  const frame = useRef<HTMLDivElement>(null);
  const points = corners.map(({ x, y }) => `${String(x)},${String(y)}`).join(" ");
  const drag = (corner: Corner, event: PointerEvent): void => {
    const box = frame.current?.getBoundingClientRect();
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const to = { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
    onChange?.(placeCorner(corners, corner, to));
  };
  return (
    <div ref={frame} className={styles.overlay} data-testid="camera-contour">
      <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden>
        <polygon points={points} vectorEffect="non-scaling-stroke" />
      </svg>
      {onChange &&
        CORNERS.map((corner) => (
          <CornerHandle
            key={corner}
            corner={corner}
            corners={corners}
            onDrag={(event) => drag(corner, event)}
            onChange={onChange}
          />
        ))}
    </div>
  );
}

interface CornerHandleProps {
  corner: Corner;
  corners: PageCorners;
  onDrag: (event: PointerEvent) => void;
  onChange: (corners: PageCorners) => void;
}

function CornerHandle({ corner, corners, onDrag, onChange }: CornerHandleProps): ReactElement {
  const { t } = useTranslation();
  const { x, y } = corners[corner];
  const onKeyDown = (event: KeyboardEvent): void => {
    const moved = nudgeCorner(corners, corner, event);
    if (!moved) return;
    event.preventDefault();
    event.stopPropagation();
    onChange(moved);
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      className={styles.handle}
      style={{ left: `${String(x * 100)}%`, top: `${String(y * 100)}%` }}
      aria-label={t(`camera.corners.${String(corner)}`)}
      aria-valuenow={Math.round(x * 100)}
      aria-valuetext={`${String(Math.round(x * 100))} %, ${String(Math.round(y * 100))} %`}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onDrag}
      onKeyDown={onKeyDown}
      data-testid={`camera-corner-${String(corner)}`}
    />
  );
}
