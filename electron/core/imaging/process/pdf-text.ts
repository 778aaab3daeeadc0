// Takes the words of a PDF page with their places, as PDFium finds them.
import type { PDFiumPage } from "@hyzyla/pdfium";
import type { FileWord } from "../protocol";

export interface PdfText {
  /** Boxes in pixels of the page as it is drawn. */
  words: FileWord[];
  /** Of all characters: drawn so that nothing is seen, as programs write what they have read in a picture. */
  invisibleShare: number;
  /** Of all characters: the font does not say which letter it is. */
  unknownShare: number;
  /** Something was filled in or written over the page that is no part of its text. */
  hasMoreThanText: boolean;
}

export interface DrawnSize {
  widthPx: number;
  heightPx: number;
}

/** What is used of PDFium beyond the calls that the package wraps. Pointers and handles are numbers. */
interface TextModule {
  HEAPU8: Uint8Array;
  wasmExports: { malloc(size: number): number; free(pointer: number): void };
  _FPDFText_LoadPage(page: number): number;
  _FPDFText_ClosePage(textPage: number): void;
  _FPDFText_CountChars(textPage: number): number;
  _FPDFText_GetUnicode(textPage: number, index: number): number;
  _FPDFText_HasUnicodeMapError(textPage: number, index: number): number;
  _FPDFText_IsHyphen(textPage: number, index: number): number;
  _FPDFText_GetTextObject(textPage: number, index: number): number;
  _FPDFTextObj_GetTextRenderMode(textObject: number): number;
  _FPDFText_GetCharBox(...parameters: [number, number, number, number, number, number]): number;
  _FPDFText_GetLooseCharBox(textPage: number, index: number, rectangle: number): number;
  _FPDF_PageToDevice(
    ...parameters: [number, number, number, number, number, number, number, number, number, number]
  ): number;
  _FPDFPage_GetAnnotCount(page: number): number;
  _FPDFPage_GetAnnot(page: number, index: number): number;
  _FPDFPage_CloseAnnot(annotation: number): void;
  _FPDFAnnot_GetSubtype(annotation: number): number;
  _FPDFAnnot_GetStringValue(annotation: number, key: number, buffer: number, length: number): number;
}

const INVISIBLE = 3;
/** More than a page of the smallest print; what has more is no page to be read. */
const MOST_CHARACTERS = 50_000;
const SCRATCH_BYTES = 64;

/** Free text, stamp, ink, widget: PDFium's FPDF_ANNOT_SUBTYPE. */
const WRITTEN_OVER: ReadonlySet<number> = new Set([3, 13, 15]);
const WIDGET = 20;

/** To be called before the page is drawn: drawing closes it. undefined when there is no text, or too much of it. */
export function readPdfText(page: PDFiumPage, size: DrawnSize): PdfText | undefined {
  // The package keeps both to itself, and wraps no call that gives the place of a letter.
  const module = page["module"] as unknown as TextModule;
  const handle = page["pageIdx"];
  const textPage = module._FPDFText_LoadPage(handle);
  if (!textPage) return undefined;
  const scratch = module.wasmExports.malloc(SCRATCH_BYTES);
  try {
    const count = module._FPDFText_CountChars(textPage);
    if (count <= 0 || count > MOST_CHARACTERS) return undefined;
    const reader: CharacterReader = { module, handle, textPage, scratch, size };
    const characters = Array.from({ length: count }, (_, index) => readCharacter(reader, index));
    return { ...collect(characters), hasMoreThanText: hasMoreThanText(reader) };
  } finally {
    module.wasmExports.free(scratch);
    module._FPDFText_ClosePage(textPage);
  }
}

interface CharacterReader {
  module: TextModule;
  handle: number;
  textPage: number;
  /** Memory of PDFium for its answers. */
  scratch: number;
  size: DrawnSize;
}

type CharacterBox = Pick<FileWord, "x0" | "y0" | "x1" | "y1">;

interface Character {
  text: string;
  isInvisible: boolean;
  isUnknown: boolean;
  box: CharacterBox | null;
}

function readCharacter(reader: CharacterReader, index: number): Character {
  const { module, textPage } = reader;
  const code = module._FPDFText_GetUnicode(textPage, index);
  const isHyphen = module._FPDFText_IsHyphen(textPage, index) === 1;
  const textObject = module._FPDFText_GetTextObject(textPage, index);
  return {
    text: isHyphen ? "-" : code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "",
    isInvisible: textObject !== 0 && module._FPDFTextObj_GetTextRenderMode(textObject) === INVISIBLE,
    // PDFium also doubts the one range for all letters that Tesseract writes, but only beyond Latin-1, where it is right.
    isUnknown: isNoLetter(code) || (code < 0x100 && module._FPDFText_HasUnicodeMapError(textPage, index) === 1),
    box: boxOf(reader, index),
  };
}

/** Private use and replacement characters, and controls that are no white space. */
function isNoLetter(code: number): boolean {
  const isPrivate = (code >= 0xe000 && code <= 0xf8ff) || code === 0xfffd;
  return isPrivate || (code < 0x20 && ![0x02, 0x09, 0x0a, 0x0d].includes(code));
}

/** Around the ink of the letter; around its place in the line where it has no ink. null: it has neither. */
function boxOf(reader: CharacterReader, index: number): CharacterBox | null {
  const { module, textPage, scratch } = reader;
  const view = () => new DataView(module.HEAPU8.buffer, module.HEAPU8.byteOffset + scratch, SCRATCH_BYTES);
  if (module._FPDFText_GetCharBox(textPage, index, scratch, scratch + 8, scratch + 16, scratch + 24) === 1) {
    const [left, right, bottom, top] = [0, 8, 16, 24].map((at) => view().getFloat64(at, true));
    const box = toPixels(reader, [left ?? 0, top ?? 0, right ?? 0, bottom ?? 0]);
    if (box) return box;
  }
  if (module._FPDFText_GetLooseCharBox(textPage, index, scratch) !== 1) return null;
  const [left, top, right, bottom] = [0, 4, 8, 12].map((at) => view().getFloat32(at, true));
  return toPixels(reader, [left ?? 0, top ?? 0, right ?? 0, bottom ?? 0]);
}

/** Also turns it as the page is turned. null when nothing is left of it. */
function toPixels(
  reader: CharacterReader,
  [left, top, right, bottom]: [number, number, number, number],
): CharacterBox | null {
  const [a, b] = [toDevice(reader, left, top), toDevice(reader, right, bottom)];
  const box = { x0: Math.min(a.x, b.x), y0: Math.min(a.y, b.y), x1: Math.max(a.x, b.x), y1: Math.max(a.y, b.y) };
  return box.x1 > box.x0 && box.y1 > box.y0 ? box : null;
}

function toDevice({ module, handle, scratch, size }: CharacterReader, x: number, y: number): { x: number; y: number } {
  module._FPDF_PageToDevice(handle, 0, 0, size.widthPx, size.heightPx, 0, x, y, scratch + 32, scratch + 36);
  const view = new DataView(module.HEAPU8.buffer, module.HEAPU8.byteOffset + scratch + 32, 8);
  return { x: view.getInt32(0, true), y: view.getInt32(4, true) };
}

/** Characters between white space are a word; PDFium puts white space of its own where there is only a gap. */
function collect(characters: readonly Character[]): Omit<PdfText, "hasMoreThanText"> {
  const words: FileWord[] = [];
  let line = 0;
  let word: FileWord | null = null;
  for (const { text, box } of characters) {
    if (/\s/u.test(text) || text === "") {
      word = null;
      if (/[\n\r]/.test(text) && words.at(-1)?.line === line) line += 1;
    } else if (box) {
      if (word) extend(word, text, box);
      else words.push((word = { text, ...box, line }));
    } else if (word) word.text += text;
  }
  const seen = characters.filter(({ text }) => !/^\s*$/u.test(text));
  const share = (count: number) => (seen.length === 0 ? 0 : count / seen.length);
  return {
    words: words.map((found) => ({ ...found, text: found.text.normalize("NFC") })),
    invisibleShare: share(seen.filter(({ isInvisible }) => isInvisible).length),
    unknownShare: share(seen.filter(({ isUnknown }) => isUnknown).length),
  };
}

function extend(word: FileWord, text: string, box: CharacterBox): void {
  word.text += text;
  word.x0 = Math.min(word.x0, box.x0);
  word.y0 = Math.min(word.y0, box.y0);
  word.x1 = Math.max(word.x1, box.x1);
  word.y1 = Math.max(word.y1, box.y1);
}

function hasMoreThanText({ module, handle, scratch }: CharacterReader): boolean {
  const count = module._FPDFPage_GetAnnotCount(handle);
  for (let index = 0; index < count; index++) {
    const annotation = module._FPDFPage_GetAnnot(handle, index);
    if (!annotation) continue;
    const kind = module._FPDFAnnot_GetSubtype(annotation);
    const isField = kind === WIDGET && !isSignatureField(module, annotation, scratch);
    module._FPDFPage_CloseAnnot(annotation);
    if (isField || WRITTEN_OVER.has(kind)) return true;
  }
  return false;
}

/** What is seen of a signature says nothing that the paper itself does not say. */
function isSignatureField(module: TextModule, annotation: number, scratch: number): boolean {
  module.HEAPU8.set(Buffer.from("FT\0"), scratch);
  const length = module._FPDFAnnot_GetStringValue(annotation, scratch, scratch + 8, SCRATCH_BYTES - 8);
  const value = Buffer.from(module.HEAPU8.slice(scratch + 8, scratch + 8 + Math.min(length, SCRATCH_BYTES - 8)));
  return value.toString("utf16le").replace(/\0+$/, "") === "Sig";
}
