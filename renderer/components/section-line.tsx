// A numbered line that opens when it is its turn and folds to one line when done.
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import type { ReactElement, ReactNode } from "react";
import { KeyHint } from "./key-hint";
import styles from "./parts.module.css";

export interface SectionLineProps {
  number: number;
  title: string;
  /** What stands on the folded line. */
  summary: ReactNode;
  state: "todo" | "done" | "attention";
  open: boolean;
  onOpen: () => void;
  testId?: string;
  children: ReactNode;
}

export function SectionLine(props: SectionLineProps): ReactElement {
  const { number, title, summary, state, open, onOpen, testId, children } = props;
  return (
    <section className={styles.section} data-open={open || undefined} data-testid={testId}>
      <button type="button" className={styles.sectionHead} aria-expanded={open} onClick={onOpen}>
        <SectionNumber number={number} state={state} />
        <span className={styles.sectionTitle}>{title}</span>
        <span className={styles.sectionSummary}>{!open && summary}</span>
        <KeyHint keys={`Alt+${String(number)}`} />
      </button>
      {open && <div className={styles.sectionBody}>{children}</div>}
    </section>
  );
}

function SectionNumber({ number, state }: Pick<SectionLineProps, "number" | "state">): ReactElement {
  return (
    <span className={styles.sectionNumber} data-tone={state}>
      {state === "done" && <IconCheck size={14} stroke={2.5} />}
      {state === "attention" && <IconAlertTriangle size={14} stroke={2.2} />}
      {state === "todo" && number}
    </span>
  );
}
