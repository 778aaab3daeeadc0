// One paper of a dossier: what it is called, and its pages in order, also where it was digitised with an earlier dossier.
import { Procedure, type Rotation } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { PapersService } from "../papers";
import type { Reader } from "../storage";

export interface PaperPlace {
  dossierId: string;
  /** null: the pages without a component. */
  componentId: string | null;
}

export interface PaperPage {
  id: string;
  sha256: string;
  rotation: Rotation;
  resolutionDpi: number;
}

export interface Paper extends PaperPlace {
  /** As it stands in the checklist. */
  name: string;
  /** Official or provisional; "" of a draft. */
  code: string;
  /** Lĩnh vực of the procedure; "" when it is not chosen yet. */
  field: string;
  pages: PaperPage[];
}

/** As the province reads of pages without a component. */
const LOOSE_PAPER_NAME = "Giấy tờ khác kèm theo";

export interface PaperParts {
  reader: Reader;
  papers: Pick<PapersService, "blobsOfDossier" | "getPage">;
}

/** @throws DomainError NOT_FOUND {kind} */
export function getPaper({ reader, papers }: PaperParts, { dossierId, componentId }: PaperPlace): Paper {
  const dossier = reader.get<{ code: string | null; procedure: string | null }>(
    "SELECT coalesce(official_code, provisional_code) AS code, procedure FROM dossiers WHERE id = ?",
    dossierId,
  );
  if (!dossier) throw new DomainError("NOT_FOUND", { kind: "dossier" });
  const pages = papers.blobsOfDossier(dossierId).filter((page) => page.componentId === componentId);
  return {
    dossierId,
    componentId,
    name: componentId === null ? LOOSE_PAPER_NAME : nameOfComponent(reader, dossierId, componentId),
    code: dossier.code ?? "",
    field: dossier.procedure === null ? "" : fieldOf(dossier.procedure),
    pages: pages.map(({ pageId, sha256, rotation }) => {
      return { id: pageId, sha256, rotation, resolutionDpi: papers.getPage(pageId).resolutionDpi };
    }),
  };
}

function nameOfComponent(reader: Reader, dossierId: string, componentId: string): string {
  const sql = "SELECT label FROM components WHERE id = ? AND dossier_id = ? AND removed = 0";
  const label = reader.value<string>(sql, componentId, dossierId);
  if (label === undefined) throw new DomainError("NOT_FOUND", { kind: "component" });
  return label;
}

function fieldOf(procedure: string): string {
  return Procedure.shape.field.catch("").parse((JSON.parse(procedure) as { field?: unknown }).field);
}
