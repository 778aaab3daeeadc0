// The mark of a component's status; the word stands beside it.
import { IconAlertTriangle, IconCheck, IconCircle, IconEye, IconMinus, IconRestore } from "@tabler/icons-react";
import type { ComponentType, ReactElement } from "react";
import type { ComponentStatus } from "../../../shared/contract";
import styles from "./dossier.module.css";

const ICONS: Readonly<Record<ComponentStatus, ComponentType<{ size: number; stroke: number }>>> = {
  undecided: IconCircle,
  scanned: IconCheck,
  seen: IconEye,
  reused: IconRestore,
  missing: IconAlertTriangle,
  not_needed: IconMinus,
};

export function StatusIcon({ status }: { status: ComponentStatus }): ReactElement {
  const Icon = ICONS[status];
  return (
    <span className={styles.statusIcon} data-status={status} aria-hidden>
      <Icon size={16} stroke={2} />
    </span>
  );
}
