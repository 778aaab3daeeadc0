// What the fields of a paper's pages say of the paper as a document. Nothing that is in doubt goes into a file.
import type { PageField, PageReading } from "../../../shared/contract";
import type { PaperFacts } from "./pdf/metadata";

type Reading = Pick<PageReading, "type" | "fields">;

const CERTAIN: ReadonlySet<PageField["state"]> = new Set(["sure", "confirmed", "corrected"]);
/** Below it the machine has only guessed what paper it is. */
const CERTAIN_TYPE = 0.9;

/** From the first page whose kind is known: those behind it are its continuation or what is attached. */
export function factsOf(readings: readonly Reading[]): PaperFacts {
  const reading = readings.find(({ type }) => type !== null && type.confidence >= CERTAIN_TYPE);
  if (!reading?.type) return {};
  const valueOf = (key: string) => reading.fields.find((field) => field.key === key && CERTAIN.has(field.state))?.value;
  const facts: Record<string, string | undefined> = {
    typeName: reading.type.name.vi,
    issuedDate: valueOf("issuedOn"),
    organName: valueOf("issuer"),
    subject: valueOf("subject"),
    ...splitNotation(valueOf("notation") ?? ""),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined && value !== ""));
}

/** "125/QĐ-UBND" is number 125 with the notation QĐ-UBND; what has no such form is all notation. */
function splitNotation(notation: string): Pick<PaperFacts, "codeNumber" | "codeNotation"> {
  const [, number, rest] = /^\s*(\d{1,11})\s*\/\s*(.+)$/u.exec(notation) ?? [];
  if (number === undefined || rest === undefined) return { codeNotation: notation.trim() };
  return { codeNumber: number, codeNotation: rest.trim() };
}
