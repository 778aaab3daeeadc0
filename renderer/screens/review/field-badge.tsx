// The state of a field: icon and word together, so that colour is never needed alone.
import { IconAlertTriangle, IconCheck, IconChecks, IconEyeOff, IconMinus, IconPencil } from "@tabler/icons-react";
import type { ComponentType, ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { FieldState } from "../../../shared/contract";
import styles from "./review.module.css";

interface Look {
  tone: "good" | "warn" | "bad" | "plain";
  icon: ComponentType<{ size: number; stroke: number }>;
}

const LOOKS: Readonly<Record<FieldState, Look>> = {
  sure: { tone: "good", icon: IconCheck },
  doubt: { tone: "warn", icon: IconAlertTriangle },
  unread: { tone: "bad", icon: IconEyeOff },
  confirmed: { tone: "good", icon: IconChecks },
  corrected: { tone: "good", icon: IconPencil },
  dismissed: { tone: "plain", icon: IconMinus },
};

export function FieldBadge({ state }: { state: FieldState }): ReactElement {
  const { t } = useTranslation();
  const { tone, icon: Icon } = LOOKS[state];
  return (
    <span className={styles.badge} data-tone={tone}>
      <Icon size={15} stroke={2} />
      {t(`review.state.${state}`)}
    </span>
  );
}
