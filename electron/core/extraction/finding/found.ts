// What the finders of fields work with, and what they hand over: a value not yet weighed.
import type { FieldKind, FieldSource, Label } from "../../../../shared/contract";
import type { PageLayout } from "../layout/page-layout";
import type { Occurrence, PhraseFinder } from "../layout/phrases";
import type { Region } from "../layout/region";
import type { ParseContext } from "../values/value";

export interface Page {
  layout: PageLayout;
  phrases: PhraseFinder;
  context: ParseContext;
  /** Labels of all kinds, those within longer ones left out: where they stand a value ends. */
  labels: readonly Occurrence[];
  /** Of no known type: words of a sentence are then no labels. */
  isUnknown: boolean;
}

export interface Found {
  key: string;
  label: Label;
  kind: FieldKind;
  /** "" when the place is known and the value is not. */
  value: string;
  /** Words of the value; of its place, when it has none. */
  region: Region;
  source: FieldSource;
  /** 0–1: how well its words were found. */
  labelled: number;
  /** 0–1: how well the value has the form of its kind. */
  form: number;
  /** Twelve digits that no citizen has, or a day that does not exist, stood there. */
  wasWrong: boolean;
  /** In the order of reading: row, then place in it. */
  at: readonly [row: number, start: number];
}

/** Rows of the page from `from` up to and without `to`; of the first only what stands right of `start`, of the last … */
export interface Span {
  from: number;
  start: number;
  to: number;
  /** … only what stands left of `end`: 0 for nothing of row `to`. */
  end: number;
}
