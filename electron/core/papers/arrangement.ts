// The one way in which pages change their places: every action, its undoing and its repetition goes through `rearrange`.
import type { Rotation } from "../../../shared/contract";
import type { Reader, Writer } from "../storage";

/** Where and how a page stands. */
export interface Standing {
  /** null: loose. */
  componentId: string | null;
  /** From 1; of a hidden page the place to which it would come back. */
  position: number;
  /** The page that stands before it, null when it is the first; undefined: the position says it. */
  after?: string | null;
  hidden: boolean;
  rotation: Rotation;
}

export interface Change {
  pageId: string;
  before: Standing;
  after: Standing;
}

/** By component, null for the loose pages: ids in order, hidden pages left out. */
type Places = Map<string | null, string[]>;

interface PlacedRow {
  id: string;
  componentId: string | null;
  position: number;
  deleted: number;
  rotation: Rotation;
}

/**
 * Sets pages of one dossier where the targets say, closes the gaps that they leave and lets component states follow.
 * Pages that are not named keep their order. Targets that stand side by side are set in the order of their positions,
 * those of one position in the order given.
 */
export function rearrange(writer: Writer, dossierId: string, targets: ReadonlyMap<string, Standing>): Change[] {
  const rows = [...targets.keys()].map((id) => rowOf(writer, id));
  const touched = touchedPlaces(rows, targets);
  const old = readPlaces(writer, dossierId, touched);
  const places: Places = new Map([...old].map(([place, ids]) => [place, ids.filter((id) => !targets.has(id))]));
  for (const [pageId, target] of [...targets].toSorted(([, a], [, b]) => a.position - b.position))
    if (!target.hidden) insert(listOf(places, target.componentId), pageId, target);
  for (const [pageId, target] of targets) writeStanding(writer, pageId, target);
  for (const [place, ids] of places)
    renumber(writer, ids, { before: listOf(old, place), isNamed: (id) => targets.has(id) });
  for (const componentId of touched) followPages(writer, dossierId, componentId);
  return rows.map((row) => {
    const before = standingOf(row, listOf(old, row.componentId));
    const target = targets.get(row.id) ?? before;
    return { pageId: row.id, before, after: settled(row.id, target, listOf(places, target.componentId)) };
  });
}

/** When no page that was named has changed, nothing else has moved either. */
export function isChange({ before, after }: Change): boolean {
  const isSamePlace = before.componentId === after.componentId && before.position === after.position;
  return !isSamePlace || before.hidden !== after.hidden || before.rotation !== after.rotation;
}

/** How a page stands now, its neighbour left out. */
export function currentStanding(reader: Reader, pageId: string): Standing {
  return standingOf(rowOf(reader, pageId), []);
}

/** Pages of one component (null: the loose ones) in order, hidden ones left out. */
export function livePageIds(reader: Reader, dossierId: string, componentId: string | null): string[] {
  return reader
    .all<{ id: string }>(
      `SELECT id FROM pages WHERE dossier_id = ? AND component_id IS ? AND deleted = 0 ORDER BY position, id`,
      dossierId,
      componentId,
    )
    .map((row) => row.id);
}

/** A component with pages is scanned; one that has lost them is undecided again. */
export function followPages(writer: Writer, dossierId: string, componentId: string | null): void {
  if (componentId === null) return;
  const anyPage = "SELECT 1 FROM pages WHERE dossier_id = ? AND component_id = ? AND deleted = 0 LIMIT 1";
  if (writer.value(anyPage, dossierId, componentId) !== undefined)
    writer.run(
      "UPDATE components SET status = 'scanned', reused_component_id = NULL, remote_paper_id = NULL WHERE id = ?",
      componentId,
    );
  else writer.run("UPDATE components SET status = 'undecided' WHERE id = ? AND status = 'scanned'", componentId);
}

function rowOf(reader: Reader, pageId: string): PlacedRow {
  const sql = "SELECT id, component_id AS componentId, position, deleted, rotation FROM pages WHERE id = ?";
  const row = reader.get<PlacedRow>(sql, pageId);
  if (!row) throw new Error("a page that was to be placed does not exist");
  return row;
}

function touchedPlaces(rows: readonly PlacedRow[], targets: ReadonlyMap<string, Standing>): Set<string | null> {
  const left = rows.filter((row) => row.deleted === 0).map((row) => row.componentId);
  const entered = [...targets.values()].filter((target) => !target.hidden).map((target) => target.componentId);
  return new Set([...left, ...entered]);
}

function readPlaces(reader: Reader, dossierId: string, touched: ReadonlySet<string | null>): Places {
  return new Map([...touched].map((place) => [place, livePageIds(reader, dossierId, place)]));
}

function listOf(places: Places, place: string | null): string[] {
  return places.get(place) ?? [];
}

function insert(ids: string[], pageId: string, { after, position }: Standing): void {
  const neighbour = after ? ids.indexOf(after) : -1;
  if (after === null) ids.unshift(pageId);
  else if (neighbour >= 0) ids.splice(neighbour + 1, 0, pageId);
  else ids.splice(Math.max(position - 1, 0), 0, pageId);
}

function writeStanding(writer: Writer, pageId: string, { componentId, position, hidden, rotation }: Standing): void {
  writer.run(
    "UPDATE pages SET component_id = ?, position = ?, deleted = ?, rotation = ? WHERE id = ?",
    ...[componentId, position, hidden ? 1 : 0, rotation, pageId],
  );
}

/** Positions are dense, so a page that was not named and whose index is the same has its number already. */
function renumber(
  writer: Writer,
  ids: readonly string[],
  { before, isNamed }: { before: readonly string[]; isNamed: (id: string) => boolean },
): void {
  for (const [index, id] of ids.entries())
    if (before[index] !== id || isNamed(id)) writer.run("UPDATE pages SET position = ? WHERE id = ?", index + 1, id);
}

function standingOf(row: PlacedRow, ids: readonly string[]): Standing {
  const { id, componentId, position, deleted, rotation } = row;
  return settled(id, { componentId, position, hidden: deleted === 1, rotation }, ids);
}

/** With its real number and neighbour, as it stands in the list. */
function settled(
  pageId: string,
  { componentId, position, hidden, rotation }: Standing,
  ids: readonly string[],
): Standing {
  const index = hidden ? -1 : ids.indexOf(pageId);
  if (index < 0) return { componentId, position, hidden, rotation };
  return { componentId, position: index + 1, after: ids[index - 1] ?? null, hidden, rotation };
}
