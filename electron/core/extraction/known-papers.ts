// Papers that are told by their names alone, also by the names that procedures give to their components.
import { fold } from "../../../shared/text";
import { PAPER_TYPES } from "./paper-types/registry";

/**
 * What can stand in for one another is one paper here. Types whose titles say little (a request, a decision, a contract)
 * are left out: any procedure may ask for one of its own.
 */
const GROUPS: readonly (readonly string[])[] = [
  ["birth_certificate", "birth_extract"],
  ["birth_notice"],
  ["birth_registration"],
  ["marriage_certificate", "marriage_extract"],
  ["marriage_registration"],
  ["marital_status_certificate"],
  ["marital_status_request"],
  ["death_notice"],
  ["death_certificate"],
  ["death_registration"],
  ["authorisation"],
  ["residence_change"],
  ["identity_card_front", "identity_card_back", "passport"],
  ["land_certificate"],
  ["poor_household_certificate"],
  ["business_certificate"],
  ["business_registration"],
  ["health_certificate"],
  ["criminal_record"],
  ["curriculum_vitae"],
];

/** Each with the names under which it goes: folded, letters and digits only, words parted by one space. */
export const KNOWN_PAPERS: readonly (readonly string[])[] = GROUPS.map((ids) =>
  PAPER_TYPES.filter(({ id }) => ids.includes(id)).flatMap(({ titles }) => titles.map(plain)),
);

function plain(title: string): string {
  return fold(title)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
