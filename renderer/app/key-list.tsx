// The list of keys (F1 or ?).
import { Modal } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { KeyHint } from "../components";
import styles from "./frame.module.css";

const EVERYWHERE: readonly [string, string][] = [
  ["Ctrl+N", "new"],
  ["/", "search"],
  ["Ctrl+Enter", "primary"],
  ["↑ ↓ Enter", "rows"],
  ["Ctrl+Z", "undo"],
  ["Esc", "back"],
  ["Alt+H", "home"],
  ["F1", "list"],
];
const INTAKE: readonly [string, string][] = [
  ["Alt+1…5", "lines"],
  ["1…9", "components"],
  ["Ctrl+↑ ↓", "carry"],
  ["F2", "scan"],
  ["C", "capture"],
  ["F3", "station"],
  ["F7", "review"],
  ["Ctrl+P", "print"],
  ["F6", "amend"],
];

const STATION: readonly [string, string][] = [
  ["Ctrl+Enter", "stationScan"],
  ["1…9 0", "assign"],
  ["R I", "replace"],
  ["[ ]", "turn"],
  ["Ctrl+↑ ↓", "reorder"],
  ["Shift+← →  Ctrl+A", "extend"],
  ["X K", "blank"],
  ["S M G", "papers"],
  ["N Enter", "doubt"],
  ["C O P", "sources"],
  ["Ctrl+Z Ctrl+Y", "steps"],
  ["B", "bin"],
  ["F4", "profile"],
  ["F7", "review"],
];

const REVIEW: readonly [string, string][] = [
  ["Enter", "confirm"],
  ["Delete", "dismiss"],
  ["Ctrl+Enter", "acceptSure"],
  ["Ctrl+Z", "takeBack"],
  ["↑ ↓", "fields"],
  ["PageUp PageDown", "reviewPages"],
  ["F4", "paperType"],
  ["F6", "words"],
  ["F8", "cleaning"],
  ["F9", "readAgain"],
  ["Ctrl+ +  −  0   Alt+← →", "zoomPage"],
];

const QUEUE: readonly [string, string][] = [
  ["Ctrl+Enter", "sendNow"],
  ["F8", "endOfDay"],
  ["F4", "queueHistory"],
  ["F9 Shift+F9", "toStick"],
  ["F6", "toConflicts"],
  ["1 2 3 4", "sides"],
];

export function KeyList({ open, onClose }: { open: boolean; onClose: () => void }): ReactElement {
  const { t } = useTranslation();
  return (
    <Modal opened={open} onClose={onClose} title={t("app.keys.title")} size="lg" transitionProps={{ duration: 80 }}>
      <div className={styles.keyColumns}>
        <KeyGroup title={t("app.keys.everywhere")} keys={EVERYWHERE} />
        <KeyGroup title={t("app.keys.intake")} keys={INTAKE} />
        <KeyGroup title={t("app.keys.stationTitle")} keys={STATION} />
        <KeyGroup title={t("app.keys.reviewTitle")} keys={REVIEW} />
        <KeyGroup title={t("app.keys.queueTitle")} keys={QUEUE} />
      </div>
      <p className={styles.quiet}>{t("app.keys.wedge")}</p>
    </Modal>
  );
}

function KeyGroup({ title, keys }: { title: string; keys: readonly [string, string][] }): ReactElement {
  const { t } = useTranslation();
  return (
    <div>
      <h3>{title}</h3>
      <dl className={styles.keys}>
        {keys.map(([key, word]) => (
          <div key={key}>
            <dt>
              <KeyHint keys={key} />
            </dt>
            <dd>{t(`app.keys.${word}`)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
