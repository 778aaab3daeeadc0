// What officers put in the place of words: kept apart from what was read, and put in again whenever the page is read anew.
import type { Box, Rotation } from "../../../shared/contract";
import type { QuarterTurns } from "../imaging";
import type { Reader, Writer } from "../storage";
import type { PageRead, ReadWord } from "./page-reading";
import { turnBox, turnedSize } from "./shown-page";
import { joinWords, replaceWords } from "./word-text";

export interface WordEdit extends Box {
  /** How the page was turned when the officer looked at it. */
  rotation: Rotation;
  /** What the machine had. */
  before: string;
  /** "" takes the word away. */
  after: string;
}

/** Of the smaller of two boxes that much must be common to both for them to be of the same word. */
const SAME_WORD = 0.5;
const BY_OFFICER = 100;

export function listEdits(reader: Reader, pageId: string): WordEdit[] {
  const columns = "x0, y0, x1, y1, rotation, before, after";
  return reader.all(`SELECT ${columns} FROM word_edits WHERE page_id = ? ORDER BY edited_at_utc, y0, x0`, pageId);
}

/** An edit that gives back what the machine had is no edit. */
export function saveEdit(writer: Writer, pageId: string, edit: WordEdit & { nowUtc: string }): void {
  const place = [pageId, edit.rotation, edit.x0, edit.y0, edit.x1, edit.y1];
  writer.run(
    "DELETE FROM word_edits WHERE page_id = ? AND rotation = ? AND x0 = ? AND y0 = ? AND x1 = ? AND y1 = ?",
    ...place,
  );
  if (edit.after === edit.before) return;
  writer.run(
    `INSERT INTO word_edits (page_id, rotation, x0, y0, x1, y1, before, after, edited_at_utc)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[...place, edit.before, edit.after, edit.nowUtc],
  );
}

/** The word at this place: the one that shares most of it; undefined when none shares half. */
export function findWordAt(words: readonly ReadWord[], box: Box): number | undefined {
  let best: { index: number; share: number } | undefined;
  words.forEach((word, index) => {
    const share = commonShare(word, box);
    if (share >= SAME_WORD && share > (best?.share ?? 0)) best = { index, share };
  });
  return best?.index;
}

/** Edits made while the page was turned otherwise are turned with it. */
export function turnEdits(
  edits: readonly WordEdit[],
  stored: { widthPx: number; heightPx: number },
  rotation: Rotation,
): WordEdit[] {
  return edits.map((edit) => {
    const turns = (((rotation - edit.rotation + 360) % 360) / 90) as QuarterTurns;
    const size = turnedSize(stored, (edit.rotation / 90) as QuarterTurns);
    return turns === 0 ? edit : { ...edit, ...turnBox(edit, { turns, size }), rotation };
  });
}

/** @param edits of the page as it is turned now, in the order in which they were made */
export function applyEdits<Page extends Pick<PageRead, "text" | "words">>(
  page: Page,
  edits: readonly WordEdit[],
): Page {
  return edits.reduce((done, edit) => applyEdit(done, edit), page);
}

function applyEdit<Page extends Pick<PageRead, "text" | "words">>(page: Page, edit: WordEdit): Page {
  const index = findWordAt(page.words, edit);
  const word = index === undefined ? undefined : page.words[index];
  if (index === undefined || !word) return edit.after === "" ? page : withLostWord(page, edit);
  if (word.text === edit.after && word.editedFrom === undefined) return page;
  const text = replaceWords(page.text, page.words, new Map([[index, edit.after]]));
  const edited = { ...word, text: edit.after, confidence: BY_OFFICER, editedFrom: word.editedFrom ?? word.text };
  return { ...page, text, words: page.words.toSpliced(index, 1, ...(edit.after === "" ? [] : [edited])) };
}

/** The machine no longer sees it, the officer did: it stands at the end of the line that it lies in. */
function withLostWord<Page extends Pick<PageRead, "text" | "words">>(page: Page, edit: WordEdit): Page {
  const middle = (edit.y0 + edit.y1) / 2;
  const beside = page.words.findLastIndex((word) => word.y0 <= middle && middle <= word.y1);
  const line = page.words[beside]?.line ?? (page.words.at(-1)?.line ?? -1) + 1;
  const end = page.words.findLastIndex((word) => word.line <= line) + 1;
  const { x0, y0, x1, y1, after, before } = edit;
  const word: ReadWord = { text: after, x0, y0, x1, y1, line, confidence: BY_OFFICER, editedFrom: before };
  const words = page.words.toSpliced(end, 0, word);
  return { ...page, words, text: joinWords(words) };
}

function commonShare(a: Box, b: Box): number {
  const width = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);
  const height = Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0);
  if (width <= 0 || height <= 0) return 0;
  const area = (box: Box) => (box.x1 - box.x0) * (box.y1 - box.y0);
  return (width * height) / Math.min(area(a), area(b));
}
