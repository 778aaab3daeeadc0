// Reads a picture of a page: cleaned, read, read turned where that makes no sense, improved, and brought back onto the
// page as it is shown.
import type { Box, CleaningStepName } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { CleanedPage, Imaging, PageCode, QuarterTurns } from "../imaging";
import type { OcrEngineKind, Recognised } from "./engine";
import type { EnginePool, Recognise } from "./engine-pool";
import { findUprightTurns } from "./orientation";
import { improve, type ImprovedReading } from "./passes";
import { isDark, notesOf } from "./page-notes";
import type { PageRead, ReadWord } from "./page-reading";
import { shownAs, type ShownPage } from "./shown-page";
import { joinWords } from "./word-text";

/** Changes when the same picture would be read otherwise by the same engine: what was kept of earlier readings is then not used. */
export const PIPELINE_VERSION = 3;

export interface PagePicture {
  /** JPEG or PNG, as it is stored. */
  bytes: Uint8Array;
  /** Of the stored picture. */
  widthPx: number;
  heightPx: number;
  resolutionDpi: number;
  /** How it is turned to be shown. */
  quarterTurns: QuarterTurns;
  /** Steps that must not be done. */
  off: CleaningStepName[];
}

/** A word that a file brought along, in pixels of the page as it is shown. */
export type LayerWord = Box & { text: string; line: number };

export interface PageReader {
  /** @throws DomainError FILE_*, IMAGE_TOO_LARGE, OCR_FAILED {reason}, OCR_TIMEOUT {seconds}, CANCELLED */
  read(picture: PagePicture, kind: OcrEngineKind): Promise<PageRead>;
  /** The page with the text that its PDF brought along: nothing is read but codes. */
  takeTextLayer(picture: PagePicture, words: readonly LayerWord[]): Promise<PageRead>;
}

export interface ReaderParts {
  imaging: Pick<Imaging, "clean" | "readCodes">;
  pool: EnginePool;
}

const TEXT_LAYER = "text layer";

export function createPageReader(parts: ReaderParts): PageReader {
  return {
    async read(picture, kind) {
      const { bytes, resolutionDpi, quarterTurns, off } = picture;
      const cleaned = await parts.imaging.clean({ bytes, resolutionDpi, quarterTurns, off, withCodes: true });
      const { codes } = cleaned;
      if (cleaned.isBlank) return blankPage(cleaned, { codes, kind });
      return parts.pool.readPage(kind, async (recognise) => {
        const upright = await readUpright({ ...parts, recognise }, picture, cleaned);
        return describe(upright, await improveSafely(upright, recognise), { codes, kind });
      });
    },
    async takeTextLayer(picture, words) {
      const codes = await parts.imaging.readCodes(picture.bytes);
      const known = words.map((word) => ({ ...word, text: word.text.normalize("NFC"), confidence: 100 }));
      const page = { words: known, text: joinWords(known), rules: [], steps: [], notes: [] };
      return { ...page, codes, confidence: 100, engine: TEXT_LAYER };
    },
  };
}

interface Upright {
  cleaned: CleanedPage;
  first: Recognised;
  shown: ShownPage;
  /** Turns beyond those of the cleaning. */
  turns: QuarterTurns;
}

interface ReadingTools extends ReaderParts {
  recognise: Recognise;
}

/** A page whose first reading makes little sense may lie otherwise: it is looked at in small, turned three ways. */
async function readUpright(tools: ReadingTools, picture: PagePicture, cleaned: CleanedPage): Promise<Upright> {
  const first = await tools.recognise({ picture: cleaned, layout: "page" });
  const asItIs: Upright = { cleaned, first, turns: 0, shown: shownAs(cleaned, picture, 0) };
  if (picture.off.includes("orientation")) return asItIs;
  const turns = await findUprightTurns(cleaned, first, tools.recognise);
  if (turns === 0) return asItIs;
  const quarterTurns = ((picture.quarterTurns + turns + turnsOf(cleaned)) % 4) as QuarterTurns;
  const { bytes, resolutionDpi } = picture;
  const again = await tools.imaging.clean({ bytes, resolutionDpi, quarterTurns, off: [...picture.off, "orientation"] });
  const beyond = ((turns + turnsOf(cleaned)) % 4) as QuarterTurns;
  return {
    cleaned: again,
    first: await tools.recognise({ picture: again, layout: "page" }),
    turns: beyond,
    shown: shownAs(again, picture, beyond),
  };
}

/** How the cleaning itself has turned the page. */
function turnsOf(cleaned: CleanedPage): number {
  return Math.round((cleaned.steps.find((step) => step.name === "orientation")?.value ?? 0) / 90);
}

/** Second readings may fail where the first did not: then the page is put together from what there is. */
async function improveSafely({ cleaned, first }: Upright, recognise: Recognise): Promise<ImprovedReading> {
  const reading = { picture: cleaned, rules: cleaned.rules, words: first.words };
  try {
    return await improve(reading, { recognise });
  } catch (error) {
    const isOfEngine = error instanceof DomainError && error.code.startsWith("OCR_");
    if (!isOfEngine) throw error;
    return improve(reading, { recognise: () => Promise.resolve({ words: [], confidence: 0 }) });
  }
}

interface Provenance {
  codes: PageCode[];
  kind: OcrEngineKind;
}

function describe(upright: Upright, improved: ImprovedReading, { codes, kind }: Provenance): PageRead {
  const { cleaned, shown, turns } = upright;
  const words: ReadWord[] = improved.words.map(({ block: _, ...word }) => ({ ...word, ...shown.box(word) }));
  const degrees = (turns * 90) % 360;
  const steps = degrees === 0 ? cleaned.steps : [{ name: "orientation" as const, value: degrees }, ...cleaned.steps];
  const { text, confidence } = improved;
  const { widthPx, heightPx } = cleaned;
  const notes = notesOf({ words: improved.words, confidence, widthPx, heightPx }, steps);
  return { text, words, confidence, rules: cleaned.rules.map(shown.rule), codes, steps, notes, engine: kind.id };
}

function blankPage(cleaned: CleanedPage, { codes, kind }: Provenance): PageRead {
  const notes = [isDark(cleaned) ? ("unreadable" as const) : ("blank" as const)];
  return { text: "", words: [], rules: [], confidence: 0, codes, steps: cleaned.steps, notes, engine: kind.id };
}
