// Words that come with the data in both languages: names of paper types and of their fields.
import type { Label } from "../../shared/contract";

export function labelOf(label: Label, language: string): string {
  return language.startsWith("en") ? label.en : label.vi;
}
