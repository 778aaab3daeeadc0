// A print job in words, with the queue's own number.
import { Button } from "@mantine/core";
import { IconAlertTriangle, IconPrinter } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { PrintJob } from "../../shared/contract";
import { CodeText } from "./code-text";
import { FaultNotice } from "./fault-notice";
import styles from "./parts.module.css";

const UNDER_WAY: readonly PrintJob["state"][] = ["submitted", "printing", "held"];

export function PrintJobState({ job, onCancel }: { job: PrintJob; onCancel: () => void }): ReactElement {
  const { t } = useTranslation();
  const isTrouble = job.state === "held" || job.state === "failed";
  const Icon = isTrouble ? IconAlertTriangle : IconPrinter;
  return (
    <>
      <div className={styles.printJob} role="status" data-testid="print-job" data-state={job.state}>
        <Icon size={18} stroke={1.8} />
        <strong>{t(`app.print.job.${job.state}`)}</strong>
        {job.printer !== null && <span>{job.printer}</span>}
        {job.queueJobId !== null && <CodeText>{t("app.print.number", { number: job.queueJobId })}</CodeText>}
        {job.copyNumber > 1 && <span>{t("app.print.copy", { count: job.copyNumber })}</span>}
        {job.reasons.map((reason) => (
          <span key={reason} className={styles.hint} data-tone="warn">
            {t(`app.print.reason.${reason}`, { defaultValue: reason })}
          </span>
        ))}
        {UNDER_WAY.includes(job.state) && (
          <Button size="compact-sm" variant="default" onClick={onCancel}>
            {t("app.print.cancel")}
          </Button>
        )}
      </div>
      {job.fault && <FaultNotice fault={job.fault} />}
    </>
  );
}
