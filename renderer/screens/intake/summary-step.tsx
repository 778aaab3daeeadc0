// Line 4: what the dossier is about, as the receipt says it; suggested, and the officer's own as soon as it is changed.
import { Textarea } from "@mantine/core";
import type { KeyboardEvent, ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Dossier } from "../../../shared/contract";
import type { DraftFields } from "./draft/draft-fields";
import styles from "./intake.module.css";

export interface SummaryStepProps {
  dossier: Dossier;
  onType: (fields: DraftFields) => void;
  onNext: () => void;
}

export function SummaryStep({ dossier, onType, onNext }: SummaryStepProps): ReactElement {
  const { t } = useTranslation();
  const nextOnEnter = (event: KeyboardEvent): void => {
    const isPlain = !event.ctrlKey && !event.shiftKey && !event.nativeEvent.isComposing;
    if (event.key !== "Enter" || !isPlain) return;
    event.preventDefault();
    onNext();
  };
  return (
    <div>
      <Textarea
        autoFocus
        autosize
        minRows={2}
        maxRows={6}
        maxLength={1000}
        label={t("intake.summary.label")}
        value={dossier.summary}
        onChange={(event) => onType({ summary: event.currentTarget.value })}
        onKeyDown={nextOnEnter}
        data-testid="summary"
      />
      <div className={`${styles.hint} tabular`}>{t("intake.summary.count", { count: dossier.summary.length })}</div>
    </div>
  );
}
