// The birth date, typed as dd/MM/yyyy; what is no date is said and not stored.
import { TextInput } from "@mantine/core";
import { useState, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Applicant } from "../../../../shared/contract";
import { formatLocalDate, localDateOf, parseLocalDate } from "../../../../shared/text";

import { SuggestionHint } from "../suggestions/suggestion-hint";
import type { Suggestions } from "../suggestions/use-suggestions";

export interface BirthDateFieldProps {
  applicant: Applicant;
  suggestions: Suggestions;
  onType: (change: Partial<Applicant>) => void;
}

const SHORTEST_DATE = 8;

export function BirthDateField({ applicant, suggestions, onType }: BirthDateFieldProps): ReactElement {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<{ text: string; date: string | null } | null>(null);
  const { birthDate } = applicant;
  const mark = suggestions.marks.birthDate;
  // Typing counts only for the date it stands for: a card read meanwhile brings its own.
  const text = typed && typed.date === birthDate ? typed.text : birthDate ? formatLocalDate(birthDate) : "";
  const take = (value: string): void => {
    const parsed = parseLocalDate(value);
    const date = parsed !== undefined && parsed <= localDateOf(new Date()) ? parsed : null;
    setTyped({ text: value, date });
    onType({ birthDate: date });
  };
  const isBad = birthDate === null && text.trim().length >= SHORTEST_DATE;
  return (
    <div data-span="3">
      <TextInput
        label={t("intake.citizen.birthDate")}
        placeholder={mark?.suggestion.field.value ?? t("intake.citizen.birthDateHint")}
        value={text}
        maxLength={10}
        inputMode="numeric"
        error={isBad ? t("intake.citizen.birthDateBad") : undefined}
        data-field="birthDate"
        data-testid="citizen-birthDate"
        onChange={(event) => take(event.currentTarget.value)}
      />
      <SuggestionHint mark={mark} suggestions={suggestions} />
    </div>
  );
}
