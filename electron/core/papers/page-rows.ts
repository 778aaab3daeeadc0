// Pages as rows of the database, and the rows as the contract's pages.
import { Finding, type Page, type Rotation } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { Reader, Writer } from "../storage";

interface PageRow extends Omit<Page, "deleted" | "recognition" | "confidence" | "findings"> {
  deleted: number;
  findings: string | null;
  recognition: Page["recognition"];
  confidence: number | null;
}

export interface DossierBlob {
  sha256: string;
  sizeBytes: number;
  mimeType: string;
  /** The component that it stands in: for a reused paper the one that reuses it. */
  componentId: string | null;
  pageId: string;
  position: number;
  /** How far the file is to be turned clockwise to be seen upright. */
  rotation: Rotation;
  /** Digitised with an earlier dossier. */
  isReused: boolean;
}

const COLUMNS = `
  p.id, p.dossier_id AS dossierId, p.component_id AS componentId, p.position, p.sha256, p.mime_type AS mimeType,
  p.width_px AS widthPx, p.height_px AS heightPx, p.resolution_dpi AS resolutionDpi, p.size_bytes AS sizeBytes,
  p.source, p.created_at_utc AS createdAtUtc, p.deleted, j.state AS recognition, t.confidence,
  p.rotation, p.role, p.batch_id AS batchId,
  CASE WHEN i.state = 'done' THEN (SELECT json_group_array(json_object(
    'kind', f.kind, 'severity', f.severity, 'value', f.value, 'suggestedComponentId', f.suggested_component_id,
    'accepted', json(iif(f.accepted, 'true', 'false')))) FROM page_findings f WHERE f.page_id = p.id) END AS findings`;
const SOURCE = `
  pages p LEFT JOIN components c ON c.id = p.component_id
  LEFT JOIN recognition_jobs j ON j.page_id = p.id LEFT JOIN page_texts t ON t.page_id = p.id
  LEFT JOIN page_inspections i ON i.page_id = p.id`;
const IN_ORDER = "c.position IS NULL, c.position, p.position";

export function findPage(reader: Reader, pageId: string): Page | undefined {
  const row = reader.get<PageRow>(`SELECT ${COLUMNS} FROM ${SOURCE} WHERE p.id = ?`, pageId);
  return row && toPage(row);
}

/** @throws DomainError NOT_FOUND */
export function getPage(reader: Reader, pageId: string): Page {
  const page = findPage(reader, pageId);
  if (!page) throw new DomainError("NOT_FOUND", { kind: "page" });
  return page;
}

/** Components in order, loose pages last; removed pages left out. */
export function listPages(reader: Reader, dossierId: string): Page[] {
  return reader
    .all<PageRow>(
      `SELECT ${COLUMNS} FROM ${SOURCE} WHERE p.dossier_id = ? AND p.deleted = 0 ORDER BY ${IN_ORDER}`,
      dossierId,
    )
    .map(toPage);
}

/** Hidden pages, those that were hidden last first. */
export function listRemovedPages(reader: Reader, dossierId: string): Page[] {
  const hiddenBy = "(SELECT max(x.action) FROM page_action_changes x WHERE x.page_id = p.id)";
  const sql = `SELECT ${COLUMNS} FROM ${SOURCE} WHERE p.dossier_id = ? AND p.deleted = 1
                ORDER BY ${hiddenBy} DESC NULLS LAST, p.id DESC`;
  return reader.all<PageRow>(sql, dossierId).map(toPage);
}

/** The files that a dossier stands on: its own pages, and those of the papers that it reuses. */
export function listBlobs(reader: Reader, dossierId: string): DossierBlob[] {
  const rows = reader.all<Omit<DossierBlob, "isReused"> & { isReused: number }>(
    `SELECT * FROM (
       SELECT p.sha256, p.size_bytes AS sizeBytes, p.mime_type AS mimeType, p.component_id AS componentId,
              p.id AS pageId, p.position, p.rotation, 0 AS isReused, c.position AS place
         FROM pages p LEFT JOIN components c ON c.id = p.component_id
        WHERE p.dossier_id = ? AND p.deleted = 0
       UNION ALL
       SELECT p.sha256, p.size_bytes, p.mime_type, c.id, p.id, p.position, p.rotation, 1, c.position
         FROM components c JOIN pages p ON p.component_id = c.reused_component_id
        WHERE c.dossier_id = ? AND c.removed = 0 AND c.status = 'reused' AND p.deleted = 0)
     ORDER BY place IS NULL, place, position`,
    dossierId,
    dossierId,
  );
  return rows.map(({ sha256, sizeBytes, mimeType, componentId, pageId, position, rotation, isReused }) => {
    return { sha256, sizeBytes, mimeType, componentId, pageId, position, rotation, isReused: isReused === 1 };
  });
}

export type NewRow = Pick<
  Page,
  | "id"
  | "dossierId"
  | "componentId"
  | "position"
  | "sha256"
  | "mimeType"
  | "widthPx"
  | "heightPx"
  | "resolutionDpi"
  | "sizeBytes"
  | "source"
  | "createdAtUtc"
  | "role"
  | "batchId"
> & { originKey: string | null };

/** Hidden at first: showing it is a step of its own. */
export function insertPage(writer: Writer, page: NewRow): void {
  writer.run(
    `INSERT INTO pages (id, dossier_id, component_id, position, sha256, mime_type, width_px, height_px, resolution_dpi,
                        size_bytes, source, created_at_utc, role, batch_id, origin_key, deleted)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`,
    ...[page.id, page.dossierId, page.componentId, page.position, page.sha256, page.mimeType],
    ...[page.widthPx, page.heightPx, page.resolutionDpi, page.sizeBytes, page.source, page.createdAtUtc],
    ...[page.role, page.batchId, page.originKey],
  );
}

/** The last page of a component (null: of the loose ones); positions are dense, so it also tells how many there are. */
export function lastLivePage(
  reader: Reader,
  dossierId: string,
  componentId: string | null,
): { id: string; position: number } | undefined {
  return reader.get(
    `SELECT id, position FROM pages WHERE dossier_id = ? AND component_id IS ? AND deleted = 0
      ORDER BY position DESC LIMIT 1`,
    dossierId,
    componentId,
  );
}

function toPage(row: PageRow): Page {
  const findings = row.findings === null ? null : Finding.array().parse(JSON.parse(row.findings));
  return { ...row, deleted: row.deleted === 1, findings };
}
