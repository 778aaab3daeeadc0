// Reads the QR of a citizen's card (CCCD of 2021, thẻ căn cước of 2024) as a scanner types it.
import type { CitizenCard } from "../contract";
import { DomainError } from "../errors";
import { fold, parseLocalDate } from "../text";
import { repairMojibake } from "./mojibake";
import { personalNumberWarnings } from "./personal-number";
import { repairTelex } from "./telex";

export type CardWarning = CitizenCard["warnings"][number];

export interface CardReading {
  personalNumber: string;
  /** CMND, "" when the card names none. */
  oldIdNumber: string;
  fullName: string;
  /** yyyy-MM-dd; null where the card gives only a year. */
  birthDate: string | null;
  gender: "male" | "female";
  address: string;
  issuedOn: string | null;
  /** Fields after the seventh, as they are: the new card's cancelled numbers, names of the parents. */
  extraFields: string[];
  warnings: CardWarning[];
}

const FIELD_COUNT = 7;
const MAX_PAYLOAD = 2_000;
const MAX_NAME = 200;
const MAX_ADDRESS = 500;

/**
 * @param payload as typed by the scanner: with its line end, its symbology prefix, decoded rightly or as Latin-1
 * @param today yyyy-MM-dd; nobody is born later
 * @throws DomainError CARD_NOT_CITIZEN_CARD for any other text; CARD_DATE_IMPOSSIBLE {field}
 */
export function parseCitizenCard(payload: string, today: string): CardReading {
  const { fields, isRepaired } = splitFields(payload);
  const raw = nameFields(fields);
  refuseOtherPapers(raw, fields.length);
  const text = repairTelex([raw.fullName, raw.address]);
  const [fullName = "", address = ""] = text.texts;
  const person = {
    personalNumber: raw.number,
    birthDate: readBirthDate(raw.birthDate, today),
    gender: readGender(raw.gender),
  };
  const issuedOn = readIssueDate(raw.issuedOn, person.birthDate);
  const extraFields = fields.slice(FIELD_COUNT);
  const warnings: CardWarning[] = [...personalNumberWarnings(person)];
  if (extraFields.length > 0) warnings.push("extra_fields");
  const isGenderRepaired = !/^(?:nam|nữ)$/iu.test(raw.gender);
  if (isRepaired || text.isRepaired || isGenderRepaired) warnings.push("repaired_text");
  return { ...person, oldIdNumber: raw.oldIdNumber, fullName, address, issuedOn, extraFields, warnings };
}

function splitFields(payload: string): { fields: string[]; isRepaired: boolean } {
  if (payload.length > MAX_PAYLOAD) throw notACard("too_long");
  const repaired = repairMojibake(payload);
  const fields = (repaired ?? payload)
    .normalize("NFC")
    // Symbology prefix (ISO/IEC 15424) that some scanners send, and the byte order mark.
    .replace(/^[\s\uFEFF]*(?:\][A-Za-z]\d)?/u, "")
    .split("|")
    .map(tidy);
  while (fields.length > FIELD_COUNT && fields.at(-1) === "") fields.pop();
  return { fields, isRepaired: repaired !== undefined };
}

function nameFields(fields: readonly string[]) {
  const field = (index: number): string => fields[index] ?? "";
  return {
    number: field(0),
    oldIdNumber: field(1),
    fullName: field(2),
    birthDate: field(3),
    gender: field(4),
    address: field(5),
    issuedOn: field(6),
  };
}

function refuseOtherPapers(raw: ReturnType<typeof nameFields>, count: number): void {
  if (count < FIELD_COUNT) throw notACard("fields");
  if (!/^\d{12}$/.test(raw.number) || !/^(?:\d{9}|\d{12})?$/.test(raw.oldIdNumber)) throw notACard("number");
  if (!/\p{L}/u.test(raw.fullName) || /\d/u.test(raw.fullName)) throw notACard("name");
  if (raw.fullName.length > MAX_NAME || raw.address.length > MAX_ADDRESS) throw notACard("too_long");
}

/** Tab, line ends and invisible characters (direction marks, zero width) become at most one space. */
function tidy(field: string): string {
  return field
    .replace(/[\p{Cc}\s]+/gu, " ")
    .replace(/\p{C}/gu, "")
    .trim();
}

function readGender(text: string): "male" | "female" {
  const folded = fold(text);
  if (folded === "nam") return "male";
  // "Nữ" as Telex, VNI or a half-working input method leave it.
  if (/^n(?:u|uw|uwx|ux|u74|u4)$/.test(folded)) return "female";
  throw notACard("gender");
}

function readBirthDate(text: string, today: string): string | null {
  const yearOnly = /^(?:0000)?((?:18|19|20)\d{2})$/.exec(text);
  if (yearOnly) return null;
  const date = readDate(text, "birthDate");
  if (date > today) throw impossible("birthDate");
  return date;
}

function readIssueDate(text: string, birthDate: string | null): string | null {
  if (text === "") return null;
  const date = readDate(text, "issuedOn");
  if (birthDate && date < birthDate) throw impossible("issuedOn");
  return date;
}

function readDate(text: string, field: string): string {
  const date = /^\d{8}$/.test(text) ? parseLocalDate(text) : undefined;
  if (!date || date < "1850") throw impossible(field);
  return date;
}

function notACard(reason: string): DomainError {
  return new DomainError("CARD_NOT_CITIZEN_CARD", { reason });
}

function impossible(field: string): DomainError {
  return new DomainError("CARD_DATE_IMPOSSIBLE", { field });
}
