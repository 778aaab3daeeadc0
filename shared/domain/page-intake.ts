// Whether a dossier takes pages: a draft in any way, a received one at the end, one whose handling has ended not at all.
import type { ErrorCode } from "../errors";

/** Not accepted, withdrawn, stopped, done, handed out: states of the national portal (docs/province.md). */
const FINAL_PROVINCE_STATES: readonly number[] = [3, 7, 8, 9, 10];

/** @returns why it takes none; null: it does */
export function whyNoPages({
  stage,
  provinceState,
}: {
  stage: string;
  provinceState: number;
}): Extract<ErrorCode, "DOSSIER_NOT_DRAFT" | "DOSSIER_FINISHED"> | null {
  if (stage === "draft") return null;
  if (stage !== "received") return "DOSSIER_NOT_DRAFT";
  return FINAL_PROVINCE_STATES.includes(provinceState) ? "DOSSIER_FINISHED" : null;
}
