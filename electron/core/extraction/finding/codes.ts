// What the codes on a page say: the QR of an identity card, the QR of our receipt, the machine-readable lines.
import { DomainError } from "../../../../shared/errors";
import { isOfficialCode, normaliseCode, parseCitizenCard, parseProvisionalCode } from "../../../../shared/domain";
import { formatLocalDate } from "../../../../shared/text";
import type { PageRead } from "../../recognition";
import { joined, regionOf, type Region } from "../layout/region";
import type { PageLayout } from "../layout/page-layout";
import type { CodeValue, PaperCode } from "../paper-type";
import { readMrz } from "./mrz";

export interface CodeFact {
  value: string;
  source: "qr" | "mrz";
  /** Empty for a QR code. */
  region: Region;
}

export interface PageCodes {
  kinds: ReadonlySet<PaperCode>;
  facts: ReadonlyMap<CodeValue, CodeFact>;
}

/** The QR code goes before the MRZ. @param today yyyy-MM-dd */
export function codesOf(read: Pick<PageRead, "codes">, layout: PageLayout, today: string): PageCodes {
  const kinds = new Set<PaperCode>();
  const facts = new Map<CodeValue, CodeFact>();
  const add = (key: CodeValue, value: string | null, from: Pick<CodeFact, "source" | "region">) => {
    if (value && !facts.has(key)) facts.set(key, { value, ...from });
  };
  for (const text of read.codes.flatMap((code) => (code.kind === "qr" ? [code.text] : []))) {
    const from = { source: "qr" as const, region: regionOf([]) };
    const card = cardOf(text, today);
    if (card) kinds.add("citizen_card");
    for (const [key, value] of card ?? []) add(key, value, from);
    const code = receiptCodeOf(text);
    if (code) kinds.add("receipt");
    add("receipt.code", code, from);
  }
  const mrz = readMrz(
    layout.rows.map((row) => row.text),
    today,
  );
  if (mrz) {
    kinds.add("mrz");
    const region = joined(mrz.lines.flatMap((index) => layout.rows[index] ?? []));
    const from = { source: "mrz" as const, region };
    add("card.personalNumber", mrz.personalNumber, from);
    add("card.birthDate", mrz.birthDate, from);
    add("card.expiresOn", mrz.expiresOn, from);
    add("card.gender", mrz.gender, from);
  }
  return { kinds, facts };
}

function cardOf(text: string, today: string): [CodeValue, string | null][] | null {
  try {
    const card = parseCitizenCard(text, today);
    return [
      ["card.personalNumber", card.personalNumber],
      ["card.oldIdNumber", card.oldIdNumber],
      ["card.fullName", card.fullName],
      ["card.birthDate", card.birthDate && formatLocalDate(card.birthDate)],
      ["card.gender", card.gender === "male" ? "Nam" : "Nữ"],
      ["card.address", card.address],
      ["card.issuedOn", card.issuedOn && formatLocalDate(card.issuedOn)],
    ];
  } catch (error) {
    // Any other QR code: papers bear many.
    if (error instanceof DomainError) return null;
    throw error;
  }
}

function receiptCodeOf(text: string): string | null {
  const code = normaliseCode(text).slice(0, 80);
  return isOfficialCode(code) || parseProvisionalCode(code) ? code : null;
}
