// The words of the strip: how much waits, how the link stands, what holds it, how long it will take.
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { SyncStatus } from "../../../shared/contract";
import { formatBytes, formatMoment } from "../../locales/format";
import { durationWords } from "./duration-words";
import { holdOf } from "./progress";
import styles from "./queue.module.css";

export function StripText({ status }: { status: SyncStatus }): ReactElement {
  const { t, i18n } = useTranslation();
  const count = status.waiting + status.sending;
  const size = formatBytes(status.waitingBytes, i18n.language);
  // That the province cannot be reached is what "offline" says already.
  const fault = status.lastFault?.code === "PROVINCE_UNREACHABLE" ? null : status.lastFault;
  const hold = status.running ? null : holdOf(status);
  return (
    <div>
      <div className={styles.summary} data-testid="queue-summary">
        {count > 0 ? t("queue.summary", { count, size }) : t("queue.summaryNone")}
        {status.attention > 0 && ` · ${t("app.status.attention", { count: status.attention })}`}
        {status.percent !== null && ` · ${t("queue.progress", { percent: status.percent })}`}
        {status.secondsLeft !== null && ` · ${t("queue.left", { time: durationWords(t, status.secondsLeft) })}`}
      </div>
      <div className={styles.faint}>
        {t(`queue.link.${status.link}`, { since: formatMoment(status.sinceUtc) })}
        {fault && ` ${t(`errors.${fault.code}.title`, { ...fault.facts })}.`}
      </div>
      {hold && hold !== "paused" && count > 0 && (
        <div className={styles.hold} data-testid="queue-hold">
          {t(`queue.hold.${hold}`)}
        </div>
      )}
    </div>
  );
}
