// The state of a field: icon and word together, so that colour is never needed alone.
import { IconAlertTriangle, IconCheck, IconChecks, IconEyeOff, IconMinus, IconPencil } from "@tabler/icons-react";
import type { ComponentType, ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { FieldState } from "../../shared/contract";
import styles from "./parts.module.css";

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

export interface FieldBadgeProps {
  state: FieldState;
  /** Where there is no room for the word it is said to screen readers and shown by the mouse. */
  isSmall?: boolean;
}

export function FieldBadge({ state, isSmall = false }: FieldBadgeProps): ReactElement {
  const { t } = useTranslation();
  const { tone, icon: Icon } = LOOKS[state];
  const word = t(`app.fieldState.${state}`);
  const said = isSmall ? { role: "img", "aria-label": word, title: word } : {};
  return (
    <span className={styles.fieldState} data-tone={tone} {...said}>
      <Icon size={15} stroke={2} />
      {!isSmall && word}
    </span>
  );
}
