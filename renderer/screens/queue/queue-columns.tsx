// Columns of the queue.
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { QueueItem } from "../../../shared/contract";
import { CodeText, StateBadge, type RowColumn } from "../../components";
import { formatBytes, formatMoment } from "../../locales/format";
import styles from "./queue.module.css";
import { attemptsOf, isUnconfirmed, nextAttemptOf, percentOf } from "./progress";

export function useQueueColumns(): RowColumn<QueueItem>[] {
  const { t } = useTranslation();
  const title = (key: string): string => t(`queue.columns.${key}`);
  return [
    {
      key: "code",
      title: title("code"),
      cell: (item) => <CodeCell item={item} />,
    },
    { key: "what", title: title("what"), clip: true, cell: (item) => <WhatCell item={item} /> },
    { key: "size", title: title("size"), cell: (item) => <SizeCell item={item} /> },
    { key: "attempts", title: title("attempts"), cell: (item) => <span className="tabular">{attemptsOf(item)}</span> },
    {
      key: "age",
      title: title("age"),
      cell: (item) => <span className="tabular">{formatMoment(item.createdAtUtc)}</span>,
    },
    {
      key: "state",
      title: title("state"),
      cell: (item) => <StateBadge state={item.state} percent={percentOf(item)} />,
    },
  ];
}

function CodeCell({ item }: { item: QueueItem }): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <CodeText>{item.officialCode ?? item.provisionalCode}</CodeText>
      {isUnconfirmed(item) && <div className={styles.unconfirmed}>{t("queue.unconfirmed")}</div>}
    </>
  );
}

function WhatCell({ item }: { item: QueueItem }): ReactElement {
  const { t } = useTranslation();
  const fault = item.operations.find((operation) => operation.fault)?.fault;
  const next = item.state === "waiting" ? nextAttemptOf(item) : null;
  return (
    <>
      <span>{item.applicantName}</span>
      <span className={styles.faint}> · {item.procedureName}</span>
      {fault && item.state !== "sent" && (
        <div className={styles.fault}>
          {t(`errors.${fault.code}.title`, { ...fault.facts })}
          {next && <span className={styles.faint}> · {t("queue.nextAttempt", { at: formatMoment(next) })}</span>}
        </div>
      )}
    </>
  );
}

function SizeCell({ item }: { item: QueueItem }): ReactElement {
  const { t, i18n } = useTranslation();
  const size = formatBytes(item.sizeBytes, i18n.language);
  const isPartly = item.sentBytes > 0 && item.sentBytes < item.sizeBytes;
  const text = isPartly ? t("queue.sentOf", { sent: formatBytes(item.sentBytes, i18n.language), size }) : size;
  return <span className="tabular">{text}</span>;
}
