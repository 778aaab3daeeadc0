// Rules for the parties of a contract or an authorisation: each under its heading, with whatever labels a notary uses.
import type { Label } from "../../../shared/contract";
import type { FieldRule } from "./paper-type";
import { peopleRules } from "./person-rules";

interface Party {
  key: string;
  who: Label;
  /** Headings of the party, as printed; the name may follow on the same line. */
  under: readonly string[];
  isApplicant?: boolean;
}

const SPEAKER = ["Ông/Bà", "Ông (bà)", "Ông (Bà)", "Họ và tên ông/bà", "Ông", "Bà", "Tôi tên là", "Tôi là", "Tên"];

/**
 * The name stands after a label within the party's part, or right after the heading itself ("Bên ủy quyền: …").
 * @param after words that end the last party's part
 */
export function partyRules(parties: readonly Party[], after: readonly string[]): FieldRule[] {
  const rules = peopleRules(
    parties.map((party) => ({
      ...party,
      alsoNamed: SPEAKER,
      has: ["birthDate", "personalNumber", "issuedOn", "issuedBy", "address", "phone"] as const,
      keys: ["personalNumber"] as const,
    })),
    after,
  );
  return [...rules, ...parties.map(nameAfterHeading)];
}

function nameAfterHeading({ key, who, under, isApplicant }: Party): FieldRule {
  return {
    key: `${key}.fullName`,
    label: { vi: `${who.vi} – Họ, chữ đệm, tên`, en: `${who.en} – Full name` },
    kind: "name",
    after: [...under, ...under.flatMap((words) => [`${words} là`, `${words} ông/bà`])],
    isKey: true,
    ...(isApplicant ? { suggests: "fullName" as const } : {}),
  };
}
