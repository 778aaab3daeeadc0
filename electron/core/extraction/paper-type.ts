// What a paper type tells of itself. NEW PAPER TYPE = one folder under paper-types/ + one line in its registry.ts.
import type { FieldKind, Label, SuggestionTarget } from "../../../shared/contract";

export interface PaperType {
  /** Permanent, snake_case, stored with pages: "birth_certificate". */
  id: string;
  name: Label;
  /** Titles under which it goes, as printed; compared without diacritics and with one wrong letter per word forgiven. */
  titles: readonly string[];
  /** Phrases that speak for it, with their weight (1 is usual, negative speaks against); compared as titles are. */
  marks: readonly (readonly [phrase: string, weight: number])[];
  fields: readonly FieldRule[];
  /** Rows of a table, each giving fields "<key>.<row from 1>.<column key>". */
  tables?: readonly TableRule[];
}

export interface FieldRule {
  /** "child.fullName": camelCase parts joined by points; permanent. */
  key: string;
  label: Label;
  kind: FieldKind;
  /** Words printed before (or, with `below`, above) the value, best first: "Họ, chữ đệm, tên". Compared as titles are. */
  after: readonly string[];
  /** The value stands on the line below its words. */
  below?: boolean;
  /** Words at which the value ends when the next label stands on the same line. */
  until?: readonly string[];
  /** Only within the part of the page that begins with these words (for instance "BÊN ĐƯỢC ỦY QUYỀN") … */
  within?: readonly string[];
  /** … and ends with these. */
  endsWith?: readonly string[];
  /** Of several places the n-th, from 0. */
  nth?: number;
  /** A page without it is suspicious: it is shown as unread when it was not found. */
  isKey?: boolean;
  /** Where the intake form takes it. */
  suggests?: SuggestionTarget;
}

export interface TableRule {
  key: string;
  columns: readonly { key: string; label: Label; kind: FieldKind; heads: readonly string[] }[];
}
