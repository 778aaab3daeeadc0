// A piece of a page's picture, cut out of the one that the window holds already.
import type { ReactElement } from "react";
import type { Box } from "../../shared/contract";
import { cropOf, type Size } from "./crop";
import styles from "./parts.module.css";

export interface PageCropProps {
  /** Of the whole picture. */
  src: string;
  page: Size;
  box: Box;
  /** The room there is, in CSS pixels. */
  frame: Size;
  /** What the piece shows, for screen readers. */
  label: string;
}

export function PageCrop({ src, page, box, frame, label }: PageCropProps): ReactElement | null {
  const crop = cropOf(box, page, frame);
  if (!crop) return null;
  return (
    <div
      role="img"
      aria-label={label}
      className={styles.crop}
      data-testid="page-crop"
      style={{
        width: crop.width,
        height: crop.height,
        backgroundImage: `url("${src}")`,
        backgroundSize: `${String(crop.whole.width)}px ${String(crop.whole.height)}px`,
        backgroundPosition: `${String(crop.left)}px ${String(crop.top)}px`,
      }}
    />
  );
}
