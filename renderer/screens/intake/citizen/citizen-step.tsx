// Line 2: the citizen, from the card's QR or typed.
import { Radio, TextInput } from "@mantine/core";
import { useEffect, useRef, type KeyboardEvent, type ReactElement, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { Applicant, CitizenCard, Dossier } from "../../../../shared/contract";
import { isPhoneNumber } from "../../../../shared/domain";
import styles from "../intake.module.css";
import type { DraftFields } from "../draft/draft-fields";
import { BirthDateField } from "./birth-date-field";
import { NumberField } from "./number-field";
import { citizenWarnings } from "./number-words";
import { SuggestionHint } from "../suggestions/suggestion-hint";
import { FORM_FIELDS } from "../suggestions/suggestion-marks";
import { type Suggestions, useSuggestions } from "../suggestions/use-suggestions";
import type { CitizenCards } from "./use-citizen-card";

export interface CitizenStepProps {
  dossier: Dossier;
  cards: CitizenCards;
  onType: (fields: DraftFields) => void;
  onNext: () => void;
}

export function CitizenStep({ dossier, cards, onType, onNext }: CitizenStepProps): ReactElement {
  const { t } = useTranslation();
  const { applicant } = dossier;
  const fields = useRef<HTMLDivElement>(null);
  const onApplicant = (change: Partial<Applicant>): void => onType({ applicant: change });
  const suggestions = useSuggestions(dossier, onApplicant);
  const common = { applicant, suggestions, onType: onApplicant };
  useFocusAfterCard(fields, cards.card);
  return (
    <div ref={fields} className={styles.fields} onKeyDown={(event) => onEnter(event, suggestions, onNext)}>
      <NumberField {...common} cards={cards} />
      <TextField {...common} span={4} name="fullName" max={200} />
      <BirthDateField {...common} />
      <TextField {...common} span={6} name="address" max={500} />
      <TextField {...common} span={3} name="phone" max={30}>
        {applicant.phone !== "" && !isPhoneNumber(applicant.phone) && t("intake.citizen.phoneOdd")}
      </TextField>
      <ReturnMethod method={dossier.returnMethod} onType={onType} />
      <CitizenWords card={cards.card} dossier={dossier} />
    </div>
  );
}

interface TextFieldProps {
  span: number;
  name: "fullName" | "address" | "phone";
  applicant: Applicant;
  suggestions: Suggestions;
  max: number;
  onType: (change: Partial<Applicant>) => void;
  /** A warning below; it never blocks. */
  children?: string | false;
}

function TextField({ span, name, applicant, suggestions, max, onType, children }: TextFieldProps): ReactElement {
  const { t } = useTranslation();
  const mark = suggestions.marks[name];
  return (
    <div data-span={span}>
      <TextInput
        label={t(`intake.citizen.${name}`)}
        value={applicant[name]}
        placeholder={mark?.suggestion.field.value}
        maxLength={max}
        spellCheck={false}
        data-field={name}
        data-testid={`citizen-${name}`}
        onChange={(event) => onType({ [name]: event.currentTarget.value })}
      />
      {children && (
        <div className={styles.hint} data-tone="warn">
          {children}
        </div>
      )}
      <SuggestionHint mark={mark} suggestions={suggestions} />
    </div>
  );
}

type ReturnMethodProps = { method: Dossier["returnMethod"]; onType: (fields: DraftFields) => void };

function ReturnMethod({ method, onType }: ReturnMethodProps): ReactElement {
  const { t } = useTranslation();
  return (
    <div data-span="3">
      <Radio.Group
        label={t("intake.citizen.returnMethod")}
        value={method}
        onChange={(value) => onType({ returnMethod: value === "post" ? "post" : "counter" })}
      >
        <div className={styles.hintRow}>
          <Radio value="counter" label={t("intake.citizen.counter")} />
          <Radio value="post" label={t("intake.citizen.post")} />
        </div>
      </Radio.Group>
    </div>
  );
}

function CitizenWords({ card, dossier }: { card: CitizenCard | null; dossier: Dossier }): ReactElement | null {
  const { t } = useTranslation();
  const warnings = citizenWarnings(card, dossier);
  if (!card && warnings.length === 0) return null;
  return (
    <div data-span="12" className={styles.hintRow} data-testid={card ? "card-words" : "citizen-words"}>
      {card && (
        <span className={styles.hint} data-tone="good">
          ✓ {t("intake.citizen.fromCard")}
        </span>
      )}
      {card && card.knownPaperCount > 0 && (
        <span className={styles.hint} data-tone="good">
          ↺ {t("intake.citizen.known", { count: card.knownPaperCount })}
        </span>
      )}
      {warnings.map((warning) => (
        <span key={warning} className={styles.hint} data-tone="warn">
          ⚠ {t(`intake.citizen.warnings.${warning}`)}
        </span>
      ))}
    </div>
  );
}

/** After a card only what no card carries is left to ask: the phone. */
function useFocusAfterCard(fields: RefObject<HTMLDivElement | null>, card: CitizenCard | null): void {
  useEffect(() => {
    const field = card ? "phone" : "personalNumber";
    fields.current?.querySelector<HTMLInputElement>(`[data-field=${field}]`)?.focus();
  }, [fields, card]);
}

/** Enter takes what a paper offers for an empty field; Alt+Enter takes it in the place of what was typed. */
function onEnter(event: KeyboardEvent<HTMLDivElement>, suggestions: Suggestions, onNext: () => void): void {
  if (event.key !== "Enter" || event.ctrlKey || event.nativeEvent.isComposing || event.defaultPrevented) return;
  event.preventDefault();
  const name = event.target instanceof HTMLElement ? event.target.dataset.field : undefined;
  const field = FORM_FIELDS.find((each) => each === name);
  // A key that is held down goes on, but takes nothing that nobody has looked at.
  if (field && !event.repeat) suggestions.accept(field, event.altKey ? "instead" : "offered");
  if (!event.altKey) focusNext(event, onNext);
}

/** From field to field, and from the last to the next line. */
function focusNext(event: KeyboardEvent<HTMLDivElement>, onNext: () => void): void {
  const inputs = [
    ...event.currentTarget.querySelectorAll<HTMLInputElement>("input:not([type=radio]), input[type=radio]:checked"),
  ];
  const next = inputs[inputs.findIndex((input) => input === event.target) + 1];
  if (next) next.focus();
  else onNext();
}
