// The head of the review: which page, which paper it is, and what one glance should tell.
import { Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../bridge";
import { KeyHint } from "../../components";
import { glanceOf } from "./field-order";
import { type Desk, performCommand } from "./review-commands";
import type { ReviewCommand } from "./review-keys";
import styles from "./review.module.css";
import { TypeChoice } from "./type-choice";

export interface HeadLineProps {
  desk: Desk;
  /** From 0. */
  at: number;
  pageCount: number;
  typeFocus: number;
}

export function HeadLine({ desk, at, pageCount, typeFocus }: HeadLineProps): ReactElement {
  const { t } = useTranslation();
  const { page, mode } = desk.review;
  const dossier = useQuery(api.dossiers.get.queryOptions({ input: { id: page.dossierId } })).data;
  const paper = dossier?.components.find(({ id }) => id === page.componentId)?.label ?? t("review.loose");
  const perform = (command: ReviewCommand): void => performCommand(desk, command);
  return (
    <div className={styles.head}>
      <div className={styles.pageSteps}>
        <StepButton
          label={`${t("review.previousPage")} (PageUp)`}
          isDisabled={at === 0}
          onClick={() => desk.goToPage(-1)}
        >
          <IconChevronLeft size={18} />
        </StepButton>
        <div className={styles.pageName} title={paper}>
          <strong className="tabular" data-testid="review-page">
            {t("review.page", { number: at + 1, count: pageCount })}
          </strong>
          <span>{paper}</span>
        </div>
        <StepButton
          label={`${t("review.nextPage")} (PageDown)`}
          isDisabled={at === pageCount - 1}
          onClick={() => desk.goToPage(1)}
        >
          <IconChevronRight size={18} />
        </StepButton>
      </div>
      <TypeChoice review={desk.review} focus={typeFocus} />
      <GlanceLine desk={desk} />
      <ModeButton isOn={mode === "words"} keys="F6" onClick={() => perform({ kind: "words" })}>
        {t("review.words.title")}
      </ModeButton>
      <ModeButton isOn={mode === "cleaning"} keys="F8" onClick={() => perform({ kind: "cleaning" })}>
        {t("review.cleaning.title")}
      </ModeButton>
    </div>
  );
}

/** "12 ô: 9 chắc chắn, 2 cần xem, 1 chưa đọc được"; what there is none of is not said. */
function GlanceLine({ desk: { review } }: { desk: Desk }): ReactElement {
  const { t } = useTranslation();
  const { total, ...counts } = glanceOf(review.fields);
  if (review.reading?.state !== "done" || total === 0) return <div className={styles.glance} />;
  const parts = (["unread", "doubts", "sure", "decided"] as const).filter((name) => counts[name] > 0);
  return (
    <div className={styles.glance} role="status" data-testid="review-glance">
      <strong>{t("review.glance.total", { count: total })}</strong>
      {parts.map((name) => (
        <span key={name} data-part={name}>
          {t(`review.glance.${name}`, { count: counts[name] })}
        </span>
      ))}
    </div>
  );
}

interface StepButtonProps {
  label: string;
  isDisabled: boolean;
  onClick: () => void;
  children: ReactElement;
}

function StepButton({ label, isDisabled, onClick, children }: StepButtonProps): ReactElement {
  return (
    <button
      type="button"
      className={styles.step}
      aria-label={label}
      title={label}
      disabled={isDisabled}
      tabIndex={-1}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
    >
      {children}
    </button>
  );
}

interface ModeButtonProps {
  isOn: boolean;
  keys: string;
  onClick: () => void;
  children: string;
}

function ModeButton({ isOn, keys, onClick, children }: ModeButtonProps): ReactElement {
  return (
    <Button
      size="compact-md"
      variant={isOn ? "light" : "default"}
      aria-pressed={isOn}
      tabIndex={-1}
      flex="none"
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
      data-testid={`review-${keys}`}
    >
      {children}&nbsp;
      <KeyHint keys={keys} />
    </Button>
  );
}
