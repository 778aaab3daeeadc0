// A sheet with a hairline border and a small heading.
import type { ReactElement, ReactNode } from "react";
import styles from "./parts.module.css";

export interface PanelProps {
  title: string;
  /** At the right of the heading. */
  aside?: ReactNode;
  children: ReactNode;
}

export function Panel({ title, aside, children }: PanelProps): ReactElement {
  return (
    <section className={styles.panel} aria-label={title}>
      <div className={styles.panelHead}>
        <h2 className={styles.panelTitle}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
