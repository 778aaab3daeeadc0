// What a paper type tells of itself. NEW PAPER TYPE = one folder under paper-types/ + one line in its registry.ts.
import type { FieldKind, Label, SuggestionTarget } from "../../../shared/contract";

export interface PaperType {
  /** Permanent, snake_case, stored with pages: "birth_certificate". */
  id: string;
  name: Label;
  /**
   * Titles under which it goes, as printed; compared without diacritics and with one wrong letter per word forgiven. The
   * longest that stands in capitals near the top wins; names of papers are known by them, too (components of a dossier).
   */
  titles: readonly string[];
  /** Phrases that speak for it, with their weight (1 is usual, negative speaks against); compared as titles are. */
  marks: readonly (readonly [phrase: string, weight: number])[];
  /** Codes that it bears: they speak for it strongly. */
  codes?: readonly PaperCode[];
  fields: readonly FieldRule[];
  /** Rows of a table, each giving fields "<key>.<row from 1>.<column key>". */
  tables?: readonly TableRule[];
}

/** citizen_card: the QR code of an identity card · mrz: the three lines on its back · receipt: the QR of our own receipt. */
export type PaperCode = "citizen_card" | "mrz" | "receipt";

/** What a code says; it overrides what was read by letters. `card` is the QR code or the MRZ. */
export type CodeValue =
  | "card.personalNumber"
  | "card.fullName"
  | "card.birthDate"
  | "card.gender"
  | "card.address"
  | "card.issuedOn"
  | "card.expiresOn"
  | "card.oldIdNumber"
  | "receipt.code";

/**
 * A part that papers of an authority have in their own place (NĐ 30/2020), found without label words; `after` is then [].
 * issuer: top left · notation: "Số: 12/QĐ-UBND" in the head · place_date: "…, ngày 5 tháng 6 năm 2026" in the head, else the
 * last of the page · signer: the name below the last signature · subject: below the title ("Về việc …", "V/v …").
 */
export type PagePart = "issuer" | "notation" | "place_date" | "signer" | "subject";

/**
 * One field. Checks follow from keys: fields of one person share what stands before the last part ("child.fullName",
 * "child.birthDate", "child.gender", "child.personalNumber"), and the last parts birthDate, issuedOn, expiresOn,
 * receivedOn, dueOn, registeredOn, personalNumber, gender are compared with each other. Several rules may
 * have the same key, for several layouts of one paper: the first of them that finds a value gives it.
 */
export interface FieldRule {
  /** "child.fullName": camelCase parts joined by points; permanent. */
  key: string;
  label: Label;
  kind: FieldKind;
  /**
   * Words printed before (or, with `below`, above) the value, best first: "Họ, chữ đệm, tên". Compared as titles are. A
   * longer label of another field that begins with the same words is never mistaken for it, so give each its full words.
   * The value ends where the words of any other field of this type stand on the same line. See labels.ts.
   */
  after: readonly string[];
  /** The value stands on the line below its words. Without it that is tried only where nothing follows on the line. */
  below?: boolean;
  /** Further words at which the value ends. */
  until?: readonly string[];
  /** Only within the part of the page that begins with these words (for instance "BÊN ĐƯỢC ỦY QUYỀN") … */
  within?: readonly string[];
  /** … and ends with these. */
  endsWith?: readonly string[];
  /** Of two or more columns (bride | groom) the one under these words; `after` stands in the first column. */
  column?: readonly string[];
  /** Of several places the n-th, from 0. */
  nth?: number;
  part?: PagePart;
  /** Taken from a code, when the page bears one. */
  code?: CodeValue;
  /** A page without it is suspicious: it is shown as unread when it was not found. */
  isKey?: boolean;
  /** Where the intake form takes it. */
  suggests?: SuggestionTarget;
}

export interface TableRule {
  key: string;
  columns: readonly { key: string; label: Label; kind: FieldKind; heads: readonly string[] }[];
}
