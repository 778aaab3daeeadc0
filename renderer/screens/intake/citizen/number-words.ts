// What the screen says about a personal number while it is being typed.
import type { CitizenCard, Dossier } from "../../../../shared/contract";
import { checkPersonalNumber, isOldIdNumber, otherDocumentOf, readPersonalNumber } from "../../../../shared/domain";

export interface NumberWords {
  tone: "plain" | "good" | "warn";
  /** Under `intake.citizen.`. */
  key: string;
  facts: Record<string, string | number>;
}

/** A card's payload that was typed or pasted: it is read by Enter and never stored as a number. */
export function isCardPayload(text: string): boolean {
  return text.includes("|");
}

/**
 * @param today yyyy-MM-dd
 * @param isTyping a number that is too short is no mistake while the field has focus
 * @returns null for an empty number
 */
export function numberWords(text: string, today: string, isTyping = true): NumberWords | null {
  const number = text.replace(/\s+/gu, "");
  if (number === "") return null;
  if (isOldIdNumber(number)) return { tone: "warn", key: "number.old_id", facts: {} };
  const other = otherDocumentOf(number);
  if (other) return { tone: "warn", key: `number.${other}`, facts: {} };
  const problem = checkPersonalNumber(number, today);
  if (problem === null) {
    const { birthYear, gender } = readPersonalNumber(number);
    return { tone: "good", key: "numberOk", facts: { year: birthYear, gender } };
  }
  if (isTyping && problem === "length" && number.length < 12)
    return { tone: "plain", key: "numberCount", facts: { count: number.length } };
  return { tone: "warn", key: `number.${problem}`, facts: { count: number.length, prefix: number.slice(0, 3) } };
}

/** Reasons under `intake.citizen.warnings.`: of reading the card, and of the number against the person as now typed. */
export function citizenWarnings(card: CitizenCard | null, dossier: Pick<Dossier, "warnings">): CardWarning[] {
  const ofCard = (card?.warnings ?? []).filter((warning) => OF_READING.includes(warning));
  const reasons = dossier.warnings
    .filter((warning) => warning.code === "PERSONAL_NUMBER_INVALID")
    .map((warning) => warning.facts["reason"]);
  return [...ofCard, ...OF_PERSON.filter((warning) => reasons.includes(warning))];
}

type CardWarning = CitizenCard["warnings"][number];
const OF_READING: readonly CardWarning[] = ["extra_fields", "repaired_text"];
const OF_PERSON: readonly CardWarning[] = ["birth_year_differs", "gender_differs"];
