// A small picture of a digitised page that can be chosen.
import type { ReactElement, ReactNode } from "react";
import { pageImageUrl } from "./page-image";
import styles from "./parts.module.css";

export interface PageThumbProps {
  pageId: string;
  /** Said to screen readers and shown below, for instance "Trang 3". */
  label: string;
  /** Of the page, so that a turned page is drawn anew. */
  rotation?: number;
  selected?: boolean;
  onSelect?: () => void;
  /** Marks below the picture, for instance that text is being read. */
  children?: ReactNode;
}

export function PageThumb(props: PageThumbProps): ReactElement {
  const { pageId, label, rotation, selected = false, onSelect, children } = props;
  return (
    <button
      type="button"
      className={styles.thumb}
      data-selected={selected || undefined}
      aria-pressed={selected}
      onClick={onSelect}
      data-testid="page-thumb"
    >
      <img src={pageImageUrl(pageId, "thumb", rotation)} alt={label} loading="lazy" draggable={false} />
      <span>{label}</span>
      {children}
    </button>
  );
}
