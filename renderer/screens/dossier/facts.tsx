// Who, which codes, when it is due, and where it stands at the province.
import { Button } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Dossier } from "../../../shared/contract";
import { formatDateTime, formatLocalDate } from "../../../shared/text";
import { CodeText, FaultNotice, KeyHint, Panel, QrCode, StateBadge } from "../../components";
import { formatMoment, formatWeekday } from "../../locales/format";
import type { Navigate } from "../../stores/navigation";
import styles from "./dossier.module.css";

interface CodesProps {
  dossier: Dossier;
  onAmend: () => void;
  navigate: Navigate;
}

export function Codes({ dossier, onAmend, navigate }: CodesProps): ReactElement {
  const { t } = useTranslation();
  const badge = <StateBadge state={dossier.delivery} percent={dossier.deliveryPercent} />;
  const isConflict = dossier.fault?.code === "PROVINCE_CONFLICT";
  const toAmend = { label: t("dossier.amend.again"), keys: "F6", run: onAmend };
  const toConflicts = { label: t("dossier.amend.decide"), run: () => navigate("conflicts", { dossierId: dossier.id }) };
  const toQueue = (): void => navigate("queue", { dossierId: dossier.id });
  return (
    <Panel title={t("dossier.codes")} aside={badge}>
      <div className={styles.facts}>
        {dossier.provisionalCode && <Code label={t("dossier.provisional")} code={dossier.provisionalCode} />}
        {dossier.officialCode && <Code label={t("dossier.official")} code={dossier.officialCode} />}
        {dossier.provisionalCode && !isConfirmed(dossier) && (
          <div className={styles.unconfirmed} data-testid="not-confirmed">
            {t("dossier.official")}: {t("app.notConfirmed")}
          </div>
        )}
        {dossier.officialCode && <div className={styles.faint}>{t("dossier.provisionalNote")}</div>}
        {dossier.delivery === "draft" && (
          <Button onClick={() => navigate("intake", { dossierId: dossier.id })}>{t("dossier.continueDraft")}</Button>
        )}
        {dossier.delivery === "attention" && dossier.fault && (
          <FaultNotice fault={dossier.fault} action={isConflict ? toConflicts : toAmend}>
            <Button size="compact-md" variant="default" onClick={toQueue}>
              {t("dossier.toQueue")}
            </Button>
          </FaultNotice>
        )}
        {dossier.receivedAtUtc !== null && dossier.delivery !== "attention" && (
          <Button variant="default" onClick={onAmend} rightSection={<KeyHint keys="F6" />} data-testid="amend">
            {t("dossier.amend.open")}
          </Button>
        )}
      </div>
    </Panel>
  );
}

/** A code from leased numbers is given at reception, and confirmed by the province's receipt. */
function isConfirmed({ officialCode, events }: Dossier): boolean {
  return officialCode !== null && events.some(({ kind }) => kind === "dossier.acknowledged");
}

function Code({ label, code }: { label: string; code: string }): ReactElement {
  return (
    <div className={styles.code}>
      <QrCode text={code} label={`${label}: ${code}`} sizePx={64} />
      <div>
        <div className={styles.faint}>{label}</div>
        <CodeText strong>{code}</CodeText>
      </div>
    </div>
  );
}

export function Citizen({ dossier }: { dossier: Dossier }): ReactElement {
  const { t } = useTranslation();
  const { applicant } = dossier;
  const born = applicant.birthDate ? t("dossier.born", { date: formatLocalDate(applicant.birthDate) }) : "";
  return (
    <Panel title={t("dossier.citizen")}>
      <div className={styles.facts}>
        <div>
          <strong>{applicant.fullName || t("dossier.noName")}</strong>
          {born && <span className={styles.faint}> · {born}</span>}
        </div>
        {applicant.personalNumber && (
          <Fact label={t("dossier.number")}>
            <CodeText>{applicant.personalNumber}</CodeText>
          </Fact>
        )}
        {applicant.phone && <Fact label={t("dossier.phone")}>{applicant.phone}</Fact>}
        {applicant.address && <Fact label={t("dossier.address")}>{applicant.address}</Fact>}
        <div className={styles.faint}>{t(`dossier.returnMethod.${dossier.returnMethod}`)}</div>
      </div>
    </Panel>
  );
}

export function Dates({ dossier }: { dossier: Dossier }): ReactElement {
  const { t, i18n } = useTranslation();
  const { dueAtUtc, steps } = dossier.due;
  const due = dueAtUtc ? `${formatWeekday(dueAtUtc, i18n.language)}, ${formatDateTime(dueAtUtc)}` : t("dossier.noDue");
  return (
    <Panel title={t("dossier.due")}>
      <div className={styles.facts}>
        <strong className="tabular">{due}</strong>
        <details className={styles.faint}>
          <summary>{t("dossier.dueHow")}</summary>
          <ol className={styles.steps}>
            {steps.map((step) => (
              <li key={`${step.code} ${Object.values(step.facts).join(" ")}`}>
                {t(`due.${step.code}`, { ...step.facts })}
              </li>
            ))}
          </ol>
        </details>
        {dossier.receivedAtUtc && <Fact label={t("dossier.received")}>{formatDateTime(dossier.receivedAtUtc)}</Fact>}
        <Fact label={t("dossier.fee")}>{dossier.feeText}</Fact>
        <ProvinceState dossier={dossier} />
      </div>
    </Panel>
  );
}

function ProvinceState({ dossier }: { dossier: Dossier }): ReactElement {
  const { t } = useTranslation();
  const isKnown = dossier.events.some((event) => event.kind === "dossier.acknowledged");
  const asOf = dossier.provinceStateAtUtc;
  return (
    <Fact label={t("dossier.province")}>
      {isKnown ? t(`app.provinceState.${String(dossier.provinceState)}`) : t("app.notConfirmed")}
      {isKnown && asOf && <span className={styles.faint}> · {t("dossier.asOf", { at: formatMoment(asOf) })}</span>}
    </Fact>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }): ReactElement {
  return (
    <div className={styles.fact}>
      <span className={styles.faint}>{label}</span>
      <span>{children}</span>
    </div>
  );
}
