// Line 5: when the result is due, and every step that led there.
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Dossier } from "../../../shared/contract";
import { formatDateTime } from "../../../shared/text";
import { formatWeekday } from "../../locales/format";
import { FaultNotice } from "../../components";
import styles from "./intake.module.css";
import { stepOfWarning } from "./steps";

export function DueStep({ dossier }: { dossier: Dossier }): ReactElement {
  const { t } = useTranslation();
  const words = useDueWords(dossier);
  const { due } = dossier;
  const warnings = dossier.warnings.filter((warning) => stepOfWarning(warning.code) === "due");
  return (
    <div className={styles.notices} data-testid="due">
      <div className={styles.due}>{words}</div>
      <div>
        {t("intake.due.fee")}: {dossier.feeText}
      </div>
      {due.calendarIncomplete && (
        <div className={styles.hint} data-tone="warn">
          ⚠ {t("intake.due.incomplete")}
        </div>
      )}
      {warnings.map((warning) => (
        <FaultNotice key={warning.code} fault={warning} tone="warn" />
      ))}
      <div>
        <div className={styles.hint}>{t("intake.due.how")}</div>
        <ol className={styles.dueSteps}>
          {due.steps.map((step) => (
            <li key={`${step.code}:${JSON.stringify(step.facts)}`}>{t(`due.${step.code}`, step.facts)}</li>
          ))}
        </ol>
      </div>
      {due.dueAtUtc !== null && <div className={styles.hint}>{t("intake.due.asOf")}</div>}
    </div>
  );
}

/** The due date in one line, or why there is none. */
export function useDueWords(dossier: Dossier): string {
  const { t, i18n } = useTranslation();
  const { dueAtUtc } = dossier.due;
  if (dossier.procedureCode === null) return t("intake.due.noProcedure");
  if (dueAtUtc === null) return t("intake.due.none");
  return t("intake.due.at", { weekday: formatWeekday(dueAtUtc, i18n.language), at: formatDateTime(dueAtUtc) });
}
