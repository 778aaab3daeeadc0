// What was found about pages and what the officer decided to keep.
import type { FindingKind } from "../../../shared/contract";
import type { Writer } from "../storage";
import { pagesOfOneDraft } from "./placement";

/** @param kinds null: all @returns how many findings were open */
export function acceptFindings(
  writer: Writer,
  pageIds: readonly string[],
  kinds: readonly FindingKind[] | null,
): { dossierId: string; count: number } {
  const pages = pagesOfOneDraft(writer, pageIds);
  const accept = `UPDATE page_findings SET accepted = 1 WHERE page_id = ? AND accepted = 0
                     AND (? IS NULL OR kind IN (SELECT value FROM json_each(?)))`;
  const asJson = kinds === null ? null : JSON.stringify(kinds);
  const count = pages.reduce((sum, page) => sum + writer.run(accept, page.id, asJson, asJson), 0);
  return { dossierId: pages[0]?.dossierId ?? "", count };
}
