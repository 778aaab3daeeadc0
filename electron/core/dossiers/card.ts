// A citizen's card read at the counter, with what is already known here of its holder.
import { Applicant, type CitizenCard } from "../../../shared/contract";
import { parseCitizenCard } from "../../../shared/domain";
import { localDateOf } from "../../../shared/text";
import type { Reader } from "../storage";
import { listKnownPapers } from "./reuse";

/** @throws DomainError CARD_NOT_CITIZEN_CARD, CARD_DATE_IMPOSSIBLE */
export function readCard(reader: Reader, payload: string, now: Date): CitizenCard {
  const card = parseCitizenCard(payload, localDateOf(now));
  const { personalNumber, fullName, birthDate, gender, address, issuedOn } = card;
  const person = { personalNumber, fullName, birthDate, gender, address };
  return {
    applicant: Applicant.parse({ ...person, cardIssuedOn: issuedOn, source: "card" }),
    oldIdNumber: card.oldIdNumber,
    warnings: card.warnings,
    knownPaperCount: listKnownPapers(reader, personalNumber).length,
  };
}
