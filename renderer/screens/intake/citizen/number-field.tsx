// One box for both: a card's QR (scanned, typed or pasted) and the 12-digit number typed by hand.
import { TextInput } from "@mantine/core";
import { useState, type KeyboardEvent, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Applicant, CitizenCard } from "../../../../shared/contract";
import { localDateOf } from "../../../../shared/text";
import styles from "../intake.module.css";
import { SuggestionHint } from "../suggestions/suggestion-hint";
import type { Suggestions } from "../suggestions/use-suggestions";
import { isCardPayload, numberWords } from "./number-words";
import type { CitizenCards } from "./use-citizen-card";

export interface NumberFieldProps {
  applicant: Applicant;
  cards: CitizenCards;
  suggestions: Suggestions;
  onType: (change: Partial<Applicant>) => void;
}

const LONGEST_NUMBER = 20;

export function NumberField({ applicant, cards, suggestions, onType }: NumberFieldProps): ReactElement {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<{ payload: string; before: CitizenCard | null } | null>(null);
  const [isTyping, setIsTyping] = useState(false);
  // A payload counts until a card is read, however that was done.
  const payload = typed?.before === cards.card ? (typed?.payload ?? null) : null;
  const take = (text: string): void => {
    if (isCardPayload(text)) return setTyped({ payload: text, before: cards.card });
    setTyped(null);
    cards.forget();
    // Another number is another person's, or a correction: no longer what the card said.
    onType({ personalNumber: text.slice(0, LONGEST_NUMBER), source: "typed", cardIssuedOn: null });
  };
  const mark = suggestions.marks.personalNumber;
  const readOnEnter = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || payload === null) return;
    event.preventDefault();
    setTyped(null);
    void cards.read(payload);
  };
  return (
    <div data-span="5">
      <TextInput
        label={t("intake.citizen.card")}
        value={payload ?? applicant.personalNumber}
        placeholder={mark?.suggestion.field.value}
        spellCheck={false}
        autoComplete="off"
        data-field="personalNumber"
        data-testid="citizen-number"
        onChange={(event) => take(event.currentTarget.value)}
        onKeyDown={readOnEnter}
        onFocus={() => setIsTyping(true)}
        onBlur={() => setIsTyping(false)}
      />
      <NumberHint text={applicant.personalNumber} isReading={cards.isReading} isTyping={isTyping} />
      <SuggestionHint mark={mark} suggestions={suggestions} />
    </div>
  );
}

interface NumberHintProps {
  text: string;
  isReading: boolean;
  isTyping: boolean;
}

function NumberHint({ text, isReading, isTyping }: NumberHintProps): ReactElement {
  const { t } = useTranslation();
  const words = numberWords(text, localDateOf(new Date()), isTyping);
  if (isReading || !words) {
    return <div className={styles.hint}>{t(isReading ? "intake.citizen.reading" : "intake.citizen.cardHint")}</div>;
  }
  const { gender } = words.facts;
  const facts =
    gender === undefined
      ? words.facts
      : { ...words.facts, gender: t(`intake.citizen.${String(gender)}`).toLowerCase() };
  return (
    <div className={styles.hint} data-tone={words.tone} aria-live="polite" data-testid="number-words">
      {words.tone === "good" && "✓ "}
      {words.tone === "warn" && "⚠ "}
      {t(`intake.citizen.${words.key}`, facts)}
    </div>
  );
}
