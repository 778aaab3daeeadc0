// The fields of the page, the worst first; before them what is to be said of the page as a whole.
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { PageNote } from "../../../shared/contract";
import { EmptyState, FaultNotice, Loading } from "../../components";
import { FieldLine } from "./field-line";
import { PageNotes } from "./page-notes";
import { ReadingProgress } from "./reading-progress";
import type { Desk } from "./review-commands";
import styles from "./review.module.css";

export function FieldList({ desk }: { desk: Desk }): ReactElement {
  const { t } = useTranslation();
  const { review } = desk;
  return (
    <section className={styles.fields} aria-label={t("review.fields")} data-testid="review-fields">
      <Above desk={desk} />
      <div className={styles.fieldList}>
        {review.fields.map((field) => (
          <FieldLine key={field.key} field={field} desk={desk} />
        ))}
      </div>
    </section>
  );
}

function Above({ desk }: { desk: Desk }): ReactElement | null {
  const { t } = useTranslation();
  const { reading, fault, retry, fields } = desk.review;
  if (!reading) {
    if (!fault) return <Loading />;
    return <FaultNotice fault={fault} action={{ label: t("app.retry"), run: retry }} />;
  }
  if (reading.state === "queued" || reading.state === "running") return <ReadingProgress state={reading.state} />;
  return (
    <>
      {reading.fault && <FaultNotice fault={reading.fault} tone="warn" />}
      <PageNotes notes={reading.notes} />
      {reading.state === "done" && fields.length === 0 && !isNothingToRead(reading.notes) && (
        <NoFields hasType={reading.type !== null} />
      )}
    </>
  );
}

/** The note says all there is to say. */
function isNothingToRead(notes: readonly PageNote[]): boolean {
  return notes.includes("blank") || notes.includes("unreadable");
}

function NoFields({ hasType }: { hasType: boolean }): ReactElement {
  const { t } = useTranslation();
  const words = hasType ? "noFields" : "noType";
  return <EmptyState title={t(`review.${words}`)} hint={t(`review.${words}Hint`)} />;
}
