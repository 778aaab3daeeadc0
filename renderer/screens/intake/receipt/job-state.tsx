// The print job in words, with the queue's own number.
import { Button } from "@mantine/core";
import { IconAlertTriangle, IconPrinter } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { PrintJob } from "../../../../shared/contract";
import { CodeText, FaultNotice } from "../../../components";
import styles from "../intake.module.css";

const UNDER_WAY: readonly PrintJob["state"][] = ["submitted", "printing", "held"];

export function JobState({ job, onCancel }: { job: PrintJob; onCancel: () => void }): ReactElement {
  const { t } = useTranslation();
  const isTrouble = job.state === "held" || job.state === "failed";
  const Icon = isTrouble ? IconAlertTriangle : IconPrinter;
  return (
    <>
      <div className={styles.job} role="status" data-testid="print-job" data-state={job.state}>
        <Icon size={18} stroke={1.8} />
        <strong>{t(`intake.receipt.job.${job.state}`)}</strong>
        {job.printer !== null && <span>{job.printer}</span>}
        {job.queueJobId !== null && <CodeText>{t("intake.receipt.number", { number: job.queueJobId })}</CodeText>}
        {job.copyNumber > 1 && <span>{t("intake.receipt.copy", { count: job.copyNumber })}</span>}
        {job.reasons.map((reason) => (
          <span key={reason} className={styles.hint} data-tone="warn">
            {t(`intake.receipt.reason.${reason}`, { defaultValue: reason })}
          </span>
        ))}
        {UNDER_WAY.includes(job.state) && (
          <Button size="compact-sm" variant="default" onClick={onCancel}>
            {t("intake.receipt.cancelJob")}
          </Button>
        )}
      </div>
      {job.fault && <FaultNotice fault={job.fault} />}
    </>
  );
}
