// What was read of the shown page: which paper it is, its fields with ✓ or ⚠, and the text. It fills in as pages are read.
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Page, PageField, PageReading } from "../../../shared/contract";
import { api, faultOf } from "../../bridge";
import { FaultNotice, FieldBadge } from "../../components";
import { labelOf } from "../../locales/label";
import { keyFields } from "./key-fields";
import { firstLine } from "./read-title";
import styles from "./scan-station.module.css";
import { StationButton } from "./station-button";
import type { StationState } from "./use-station";

interface PageReadingProps {
  page: Page;
  perform: StationState["perform"];
}

export function PageReadingView({ page, perform }: PageReadingProps): ReactElement | null {
  const { t } = useTranslation();
  const input = { pageId: page.id };
  const query = useQuery(api.recognition.pageText.queryOptions({ input }));
  const reading = useQuery(api.extraction.page.queryOptions({ input })).data;
  const read = query.data;
  if (query.error) return <FaultNotice fault={faultOf(query.error)} tone="warn" />;
  if (!read) return null;
  const percent = read.confidence === null ? null : Math.round(read.confidence);
  return (
    <div className={styles.reading} data-testid="page-text" data-state={read.state}>
      <div className={styles.factsPaper}>
        {t(`scan-station.reading.${read.state}`)}
        {read.state === "done" && percent !== null && ` · ${t("scan-station.reading.sure", { percent })}`}
      </div>
      {read.fault && <FaultNotice fault={read.fault} tone="warn" />}
      {reading?.state === "done" && <Understood reading={reading} perform={perform} />}
      {read.state === "done" && (
        <>
          <div className={styles.title}>{firstLine(read.text) ?? t("scan-station.reading.none")}</div>
          <pre>{read.text.trim()}</pre>
        </>
      )}
    </div>
  );
}

function Understood({ reading, perform }: { reading: PageReading; perform: StationState["perform"] }): ReactElement {
  const { t, i18n } = useTranslation();
  const { type, fields } = reading;
  const { shown, hidden } = keyFields(fields);
  const sure =
    type && !type.chosenByOfficer ? ` · ${t("scan-station.reading.sure", { percent: percentOf(type) })}` : "";
  return (
    <div className={styles.understood} data-testid="page-fields">
      <div data-testid="page-type">
        {t("scan-station.reading.type")}:{" "}
        <strong>{type ? labelOf(type.name, i18n.language) : t("scan-station.reading.noType")}</strong>
        {sure}
      </div>
      {shown.map((field) => (
        <KeyField key={field.key} field={field} />
      ))}
      {hidden > 0 && <div className={styles.factsPaper}>{t("scan-station.reading.more", { count: hidden })}</div>}
      <StationButton perform={perform} command={{ kind: "review" }} keys="F7" testId="station-review">
        {t("scan-station.action.review")}
      </StationButton>
    </div>
  );
}

function KeyField({ field }: { field: PageField }): ReactElement {
  const { i18n } = useTranslation();
  return (
    <div className={styles.keyField} data-state={field.state}>
      <span className={styles.factsPaper}>{labelOf(field.label, i18n.language)}</span>
      <span className={styles.keyValue}>
        {field.value} <FieldBadge state={field.state} isSmall={field.state !== "doubt" && field.state !== "unread"} />
      </span>
    </div>
  );
}

function percentOf({ confidence }: { confidence: number }): number {
  return Math.round(confidence * 100);
}
