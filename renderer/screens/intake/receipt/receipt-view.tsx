// After completion: the code, the due date, the receipt as it prints, and the print job.
import { Button } from "@mantine/core";
import { useEffect, useEffectEvent, useRef, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Dossier } from "../../../../shared/contract";
import { formatDateTime } from "../../../../shared/text";
import { FaultNotice, KeyHint, PrintJobState, StateBadge } from "../../../components";
import { formatWeekday } from "../../../locales/format";
import type { Navigate } from "../../../stores/navigation";
import styles from "../intake.module.css";
import { PrinterChoice } from "./printer-choice";
import { ReceiptPreview } from "./receipt-preview";
import { type Printing, usePrinting } from "./use-printing";

export interface ReceiptViewProps {
  dossier: Dossier;
  navigate: Navigate;
}

export function ReceiptView({ dossier, navigate }: ReceiptViewProps): ReactElement {
  const printing = usePrinting(dossier.id, `${dossier.provisionalCode ?? dossier.id}.pdf`);
  const isPrinted = printing.job !== null;
  const next = (): void => navigate("intake");
  const primary = isPrinted ? next : printing.print;
  usePrintKeys(printing, primary);
  return (
    <div className={styles.desk} data-testid="intake">
      <div className={styles.receipt}>
        <div className={styles.receiptFacts}>
          <Facts dossier={dossier} />
          {printing.fault && <FaultNotice fault={printing.fault} />}
          {printing.job && <PrintJobState job={printing.job} onCancel={printing.cancel} />}
          <PrinterChoice printing={printing} />
        </div>
        <ReceiptPreview dossierId={dossier.id} officialCode={dossier.officialCode} />
      </div>
      <PrintBar dossier={dossier} printing={printing} primary={primary} navigate={navigate} />
    </div>
  );
}

function Facts({ dossier }: { dossier: Dossier }): ReactElement {
  const { t, i18n } = useTranslation();
  const { dueAtUtc, receivedAtUtc, officialCode } = dossier;
  // An official code may have been given here, from numbers leased ahead.
  const isKnown = dossier.events.some((event) => event.kind === "dossier.acknowledged");
  const due = dueAtUtc
    ? t("intake.due.at", { weekday: formatWeekday(dueAtUtc, i18n.language), at: formatDateTime(dueAtUtc) })
    : t("intake.receipt.noDue");
  return (
    <>
      <h1>{t("intake.receipt.title")}</h1>
      <div className={styles.fact}>
        <span className={styles.factLabel}>{t("intake.receipt.code")}</span>
        <span className={styles.code} data-testid="provisional-code">
          {dossier.provisionalCode}
        </span>
        <span className={styles.hint}>{t("intake.receipt.codeHint")}</span>
      </div>
      {officialCode !== null && <Fact label={t("intake.receipt.official")} value={officialCode} />}
      <Fact label={t("intake.receipt.due")} value={due} testId="due-at" />
      {receivedAtUtc && <Fact label={t("intake.receipt.receivedAt")} value={formatDateTime(receivedAtUtc)} />}
      <div className={styles.hintRow}>
        <StateBadge state={dossier.delivery} percent={dossier.deliveryPercent} />
        <span className={styles.hint} data-tone={isKnown ? "good" : "warn"}>
          {t(isKnown ? "intake.receipt.confirmed" : "intake.receipt.unconfirmed")}
        </span>
      </div>
    </>
  );
}

function Fact({ label, value, testId }: { label: string; value: string; testId?: string }): ReactElement {
  return (
    <div className={styles.fact}>
      <span className={styles.factLabel}>{label}</span>
      <span className={`${styles.factValue} tabular`} data-testid={testId}>
        {value}
      </span>
    </div>
  );
}

interface PrintBarProps extends ReceiptViewProps {
  printing: Printing;
  primary: () => void;
}

function PrintBar({ dossier, printing, primary, navigate }: PrintBarProps): ReactElement {
  const { t } = useTranslation();
  const isPrinted = printing.job !== null;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), [isPrinted]);
  const printWords = t(printing.printer === null ? "intake.receipt.save" : "intake.receipt.print");
  return (
    <div className={styles.bar}>
      <div className={styles.barText} />
      <Button variant="subtle" color="gray" onClick={() => navigate("dossier", { id: dossier.id })}>
        {t("intake.receipt.open")}
      </Button>
      {isPrinted && (
        <Button variant="default" loading={printing.isBusy} onClick={printing.print} data-testid="print-again">
          {t("intake.receipt.again")}&nbsp;
          <KeyHint keys="Ctrl+P" />
        </Button>
      )}
      <Button ref={button} size="md" loading={!isPrinted && printing.isBusy} onClick={primary} data-testid="primary">
        {isPrinted ? t("intake.receipt.next") : printWords}&nbsp;
        <KeyHint keys={isPrinted ? "Ctrl+N" : "Ctrl+P"} onAccent />
      </Button>
    </div>
  );
}

function usePrintKeys(printing: Printing, primary: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!event.ctrlKey || event.altKey || event.shiftKey || event.repeat) return;
    if (event.code === "KeyP") printing.print();
    else if (event.code === "Enter" || event.code === "NumpadEnter") primary();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener("keydown", listener, { capture: true });
    return () => window.removeEventListener("keydown", listener, { capture: true });
  }, []);
}
