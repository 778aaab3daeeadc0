// Line 4: what the dossier is about, as the receipt says it; suggested, and the officer's own as soon as it is changed.
import { NumberInput, Textarea } from "@mantine/core";
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

const MOST_SETS = 99;

export function SummaryStep({ dossier, onType, onNext }: SummaryStepProps): ReactElement {
  const { t } = useTranslation();
  const nextOnEnter = (event: KeyboardEvent): void => {
    const isPlain = !event.ctrlKey && !event.shiftKey && !event.nativeEvent.isComposing;
    if (event.key !== "Enter" || !isPlain) return;
    event.preventDefault();
    onNext();
  };
  return (
    <div onKeyDown={nextOnEnter}>
      <Textarea
        autoFocus
        autosize
        minRows={2}
        maxRows={6}
        maxLength={1000}
        label={t("intake.summary.label")}
        value={dossier.summary}
        onChange={(event) => onType({ summary: event.currentTarget.value })}
        data-testid="summary"
      />
      <div className={`${styles.hint} tabular`}>{t("intake.summary.count", { count: dossier.summary.length })}</div>
      <NumberInput
        mt="xs"
        w={160}
        min={1}
        max={MOST_SETS}
        allowDecimal={false}
        clampBehavior="strict"
        label={t("intake.summary.sets")}
        value={dossier.setCount}
        onChange={(value) => typeof value === "number" && value >= 1 && onType({ setCount: value })}
        data-testid="set-count"
      />
    </div>
  );
}
