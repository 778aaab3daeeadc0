// The state of a device: icon, word and colour together.
import { IconAlertTriangle, IconCheck, IconClock, IconPlugConnectedX, IconQuestionMark } from "@tabler/icons-react";
import type { ComponentType, ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { DeviceState as State } from "../../../shared/contract";
import styles from "./scanners.module.css";

const LOOKS: Readonly<Record<State, { tone: string; icon: ComponentType<{ size: number; stroke: number }> }>> = {
  unknown: { tone: "plain", icon: IconQuestionMark },
  ready: { tone: "good", icon: IconCheck },
  busy: { tone: "warn", icon: IconClock },
  unreachable: { tone: "bad", icon: IconPlugConnectedX },
  faulty: { tone: "bad", icon: IconAlertTriangle },
};

export function DeviceState({ state }: { state: State }): ReactElement {
  const { t } = useTranslation();
  const { tone, icon: Icon } = LOOKS[state];
  return (
    <span className={styles.state} data-tone={tone} data-state={state}>
      <Icon size={14} stroke={2} />
      {t(`scanners.states.${state}`)}
    </span>
  );
}
