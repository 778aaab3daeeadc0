// Papers of people whom this counter knows, digitised elsewhere in the province (NĐ 45/2020 Đ12): kept to be offered.
import { createHash } from "node:crypto";
import type { WireReusablePaper } from "../../../../shared/wire";
import type { Reader, Storage, Writer } from "../../storage";
import { answerOf, type ProvinceClient } from "../province-client";
import type { SyncState } from "../sync-state";

export interface PapersDeps {
  storage: Storage;
  state: SyncState;
  client: Pick<ProvinceClient, "changes">;
  mayGoOn(): boolean;
}

const PAGE = 100;

/** A page of the feed and its cursor are stored together. @throws DomainError PROVINCE_* */
export async function pullReusablePapers(deps: PapersDeps): Promise<void> {
  for (let more = true; more && deps.mayGoOn();) {
    const after = deps.state.find("papersCursor") ?? 0;
    const page = await answerOf(deps.client.changes.reusablePapers({ after, limit: PAGE }));
    const fresh = page.papers.filter((paper) => paper.cursor > after);
    const last = fresh.at(-1);
    if (last)
      deps.storage.transaction((writer) => {
        for (const paper of fresh) keepPaper(writer, paper);
        deps.state.set(writer, "papersCursor", last.cursor);
      });
    more = page.more && last !== undefined;
  }
}

/** Of somebody who has handed in nothing here, nothing is kept. */
function keepPaper(writer: Writer, paper: WireReusablePaper): void {
  const { personalNumber } = paper;
  const isKnown = writer.value<number>(
    "SELECT 1 FROM dossiers WHERE personal_number = ? AND personal_number <> '' LIMIT 1",
    personalNumber,
  );
  if (isKnown === undefined) return;
  writer.run(
    `INSERT INTO remote_papers (paper_id, personal_number, procedure_code, component_code, name, from_dossier, unit_name,
                                digitised_at_utc, files)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (paper_id) DO UPDATE SET files = excluded.files, name = excluded.name`,
    ...[localIdOf(paper.paperId), personalNumber, paper.procedureCode, paper.componentCode, paper.name],
    ...[paper.fromDossier, paper.unitName, new Date(paper.digitisedAtUtc).toISOString(), JSON.stringify(paper.files)],
  );
}

/** Dossiers in which a paper stands in that a file belongs to. */
export function dossiersReusing(reader: Reader, sha256: string): string[] {
  return reader
    .all<{ id: string }>(
      `SELECT DISTINCT c.dossier_id AS id
         FROM components c JOIN remote_papers r ON r.paper_id = c.remote_paper_id, json_each(r.files) f
        WHERE c.removed = 0 AND f.value ->> 'sha256' = ?`,
      sha256,
    )
    .map((row) => row.id);
}

/** The province's ids are any text; here every id is a UUID (version 8, RFC 9562 §5.8: by its own rule). */
function localIdOf(paperId: string): string {
  const hex = createHash("sha256").update(paperId, "utf8").digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}
