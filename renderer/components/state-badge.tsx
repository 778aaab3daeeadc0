// The state of a dossier's delivery: icon, word and colour together, so that none is needed alone.
import { IconAlertTriangle, IconCheck, IconClock, IconPencil, IconUpload } from "@tabler/icons-react";
import type { ComponentType, ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { DeliveryState } from "../../shared/contract";
import styles from "./parts.module.css";

interface Look {
  tone: string;
  icon: ComponentType<{ size: number; stroke: number }>;
}

const LOOKS: Readonly<Record<DeliveryState, Look>> = {
  draft: { tone: "plain", icon: IconPencil },
  waiting: { tone: "warn", icon: IconClock },
  sending: { tone: "busy", icon: IconUpload },
  sent: { tone: "good", icon: IconCheck },
  attention: { tone: "bad", icon: IconAlertTriangle },
};

export interface StateBadgeProps {
  state: DeliveryState;
  /** 0–100, shown while sending. */
  percent?: number | null;
}

export function StateBadge({ state, percent }: StateBadgeProps): ReactElement {
  const { t } = useTranslation();
  const { tone, icon: Icon } = LOOKS[state];
  const hasPercent = state === "sending" && typeof percent === "number";
  return (
    <span className={`${styles.badge} tabular`} data-tone={tone} data-state={state}>
      <Icon size={14} stroke={2} />
      {t(`states.${state}`)}
      {hasPercent && ` (${String(percent)} %)`}
    </span>
  );
}
