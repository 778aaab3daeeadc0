// Everything that the province is to get of a dossier, taken at reception: later changes here do not alter it.
import type { ProvinceFile } from "../../../shared/wire";
import type { Reader } from "../storage";
import type { DossierBlob, SignedOriginal } from "../papers";
import type { ReceivedDossier, ReceivedPaper } from "../sync";
import type { DossierParts } from "./ports";
import { filesOfRemotePaper } from "./reuse";
import { applicantOf, getDossierRow, listComponentRows, procedureOf, type ComponentRow } from "./rows";

/** What the province reads where pages were left without a component: they travel too. */
const LOOSE_PAPER_NAME = "Giấy tờ khác kèm theo";

/** @throws DomainError NOT_FOUND; a plain error for a dossier that is not received */
export function receivedDossierOf(
  parts: Pick<DossierParts, "papers">,
  reader: Reader,
  { id, unitName }: { id: string; unitName: string },
): ReceivedDossier {
  const row = getDossierRow(reader, id);
  if (row.provisional_code === null || row.received_at_utc === null) throw new Error("the dossier is not received");
  const { fullName, personalNumber, address, phone, email } = applicantOf(row);
  return {
    provisionalCode: row.provisional_code,
    procedureCode: row.procedure_code ?? "",
    procedureName: row.procedure_name,
    fieldName: procedureOf(row)?.field ?? "",
    channel: row.channel,
    applicant: { fullName: fullName.trim(), personalNumber, address, phone, email },
    summary: row.summary.trim(),
    receivedAtUtc: row.received_at_utc,
    dueAtUtc: row.due_at_utc,
    returnMethod: row.return_method,
    unitName,
    feeVnd: row.fee_vnd,
    feeText: row.fee_text,
    papers: papersOf(listComponentRows(reader, id), {
      blobs: parts.papers.blobsOfDossier(id),
      originals: parts.papers.signedOriginals(id),
      ofRemotePaper: (paperId) => filesOfRemotePaper(reader, paperId),
    }),
  };
}

interface Files {
  blobs: readonly DossierBlob[];
  originals: readonly SignedOriginal[];
  ofRemotePaper(paperId: string): ProvinceFile[];
}

function papersOf(components: readonly ComponentRow[], files: Files): ReceivedPaper[] {
  const papers = components
    .filter((component) => ["scanned", "reused", "seen"].includes(component.status))
    .map((component) => ({
      componentCode: component.code,
      name: component.label,
      form: component.form,
      count: Math.max(1, component.originals + component.copies),
      reused: component.status === "reused",
      files: component.remote_paper_id === null ? filesOf(files, component.id) : remoteFilesOf(files, component),
    }));
  const loose = filesOf(files, null);
  if (loose.length === 0) return papers;
  const rest = {
    componentCode: "",
    name: LOOSE_PAPER_NAME,
    form: "copy" as const,
    count: loose.filter((file) => !file.isSignedOriginal).length,
  };
  return [...papers, { ...rest, reused: false, files: loose }];
}

/** Pages in order, then the signed files that they were made from: a picture of a signature proves nothing. */
function filesOf({ blobs, originals }: Files, componentId: string | null): ReceivedPaper["files"] {
  const pages = blobs
    .filter((blob) => blob.componentId === componentId)
    .map(({ pageId, sha256, sizeBytes, mimeType, rotation }) => {
      return { id: pageId, sha256, sizeBytes, mimeType, rotation };
    });
  const signed = originals
    .filter((original) => original.componentId === componentId)
    // A file whose pages stand in two papers goes with both.
    .map(({ id, sha256, sizeBytes, mimeType }) => {
      return { id: `${id}.${componentId ?? "loose"}`, sha256, sizeBytes, mimeType, isSignedOriginal: true as const };
    });
  return [...pages, ...signed];
}

/** They are at the province already, whether they have come down here or not. */
function remoteFilesOf({ ofRemotePaper }: Files, { id, remote_paper_id }: ComponentRow): ReceivedPaper["files"] {
  return ofRemotePaper(remote_paper_id ?? "").map(({ sha256, sizeBytes, mimeType, rotation }, index) => {
    return { id: `${id}.${index + 1}`, sha256, sizeBytes, mimeType, ...(rotation && { rotation }) };
  });
}
