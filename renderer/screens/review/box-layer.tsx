// The box to be read again: drawn with the mouse, or moved and sized with the arrow keys.
import { useRef, type PointerEvent, type ReactElement } from "react";
import type { Size } from "../../components";
import { placeOf } from "./place-of";
import { boxBetween, type Point } from "./reading-box";
import styles from "./review.module.css";
import type { Stage } from "./use-stage";

export function BoxLayer({ stage, size }: { stage: Stage; size: Size }): ReactElement {
  const start = useRef<Point | null>(null);
  const begin = (event: PointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = pointOf(event, size);
  };
  const draw = (event: PointerEvent<HTMLDivElement>): void => {
    if (start.current) stage.setBox(boxBetween(start.current, pointOf(event, size), size));
  };
  return (
    <div
      className={styles.boxLayer}
      data-testid="box-layer"
      onPointerDown={begin}
      onPointerMove={draw}
      onPointerUp={() => (start.current = null)}
    >
      {stage.box && <div className={styles.readBox} style={placeOf(stage.box, size)} data-testid="read-box" />}
    </div>
  );
}

function pointOf(event: PointerEvent<HTMLDivElement>, size: Size): Point {
  const area = event.currentTarget.getBoundingClientRect();
  return {
    x: ((event.clientX - area.left) / area.width) * size.width,
    y: ((event.clientY - area.top) / area.height) * size.height,
  };
}
