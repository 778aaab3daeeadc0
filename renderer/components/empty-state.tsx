// What an empty list says: that it is empty, and what to do.
import type { ReactElement, ReactNode } from "react";
import styles from "./parts.module.css";

export interface EmptyStateProps {
  title: string;
  hint?: string;
  children?: ReactNode;
}

export function EmptyState({ title, hint, children }: EmptyStateProps): ReactElement {
  return (
    <div className={styles.empty}>
      <div className={styles.emptyTitle}>{title}</div>
      {hint && <div>{hint}</div>}
      {children}
    </div>
  );
}
