// The key that does what stands beside it.
import type { ReactElement } from "react";
import styles from "./parts.module.css";

export interface KeyHintProps {
  keys: string;
  /** On a filled button. */
  onAccent?: boolean;
}

export function KeyHint({ keys, onAccent = false }: KeyHintProps): ReactElement {
  return (
    <kbd className={styles.key} data-on-accent={onAccent || undefined}>
      {keys}
    </kbd>
  );
}
