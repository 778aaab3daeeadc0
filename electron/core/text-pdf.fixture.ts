// PDF files with text of their own, written by hand: seen or not, of any letters, turned, filled in, signed.
import { deflateSync } from "node:zlib";

export interface TextLine {
  text: string;
  /** Of its left end, in points from the lower left corner. */
  x: number;
  y: number;
}

interface TextPdf {
  lines: readonly TextLine[];
  /** Nothing is drawn: the text of a program that has read a picture. */
  isInvisible?: boolean;
  rotation?: number;
  /** Further operators, drawn first. */
  drawing?: string;
  /** Of the page's dictionary, for instance annotations. */
  entries?: string;
  pages?: number;
}

/** One letter is 6 points wide; what is seen of it is a box of 5 × 7 points. */
const LETTER_POINTS = 6;

/** A4 pages, all alike. */
export function makeTextPdf({
  lines,
  isInvisible = false,
  rotation = 0,
  drawing = "",
  entries = "",
  pages = 1,
}: TextPdf) {
  const letters = [...new Set(lines.flatMap(({ text }) => [...text]))];
  const codeOf = (letter: string) => (letters.indexOf(letter) + 1).toString(16).padStart(2, "0");
  const hex = (text: string) => [...text].map(codeOf).join("");
  const shown = lines.map(({ text, x, y }) => `1 0 0 1 ${String(x)} ${String(y)} Tm <${hex(text)}> Tj`).join("\n");
  const content = `${drawing}\nBT /F1 10 Tf\n${shown}\nET`;
  const names = letters.map((letter) => (letter === " " ? "/space" : "/box")).join(" ");
  const widths = letters.map(() => LETTER_POINTS * 100).join(" ");
  const box = isInvisible ? "600 0 d0" : "600 0 d0 50 0 500 700 re f";
  const page = `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate ${String(rotation)} /Contents 4 0 R
    /Resources << /Font << /F1 5 0 R >> >> ${entries} >>`;
  const first = 10;
  const kids = Array.from({ length: pages }, (_, index) => `${String(first + index)} 0 R`).join(" ");
  return assemblePdf([
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${kids}] /Count ${String(pages)} >>`,
    "null",
    stream(content),
    `<< /Type /Font /Subtype /Type3 /FontBBox [0 0 600 750] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 1
      /LastChar ${String(letters.length)} /Widths [${widths}] /CharProcs << /box 6 0 R /space 7 0 R >>
      /Encoding << /Type /Encoding /Differences [1 ${names}] >> /ToUnicode 8 0 R /Resources << >> >>`,
    stream(box),
    stream("600 0 d0"),
    stream(toUnicode(letters, codeOf)),
    "null",
    ...Array.from({ length: pages }, () => page),
  ]);
}

/** As a signing program leaves it: an update at the end whose signature covers all but itself. Its content is no real signature. */
export function withSignature(pdf: Buffer): Buffer {
  const contents = `<${"0".repeat(64)}>`;
  const head = `\n900 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [`;
  const range = (numbers: readonly number[]) => numbers.map((number) => String(number).padEnd(10)).join(" ");
  const gapAt = pdf.length + head.length + range([0, 0, 0, 0]).length + "] /Contents ".length;
  const tail = ` >>\nendobj\nxref\n900 1\n${String(pdf.length + 1).padStart(10, "0")} 00000 n \ntrailer
<< /Size 901 /Root 1 0 R /Prev ${startOf(pdf)} >>\nstartxref\n${String(gapAt + contents.length + 11)}\n%%EOF\n`;
  const behindGap = gapAt + contents.length;
  const covered = range([0, gapAt, behindGap, tail.length]);
  return Buffer.concat([pdf, Buffer.from(`${head}${covered}] /Contents ${contents}${tail}`, "latin1")]);
}

function startOf(pdf: Buffer): string {
  return /startxref\n(\d+)/.exec(pdf.toString("latin1"))?.[1] ?? "0";
}

function toUnicode(letters: readonly string[], codeOf: (letter: string) => string): string {
  const pairs = letters.map((letter) => {
    return `<${codeOf(letter)}> <${Buffer.from(letter, "utf16le").swap16().toString("hex")}>`;
  });
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
${String(pairs.length)} beginbfchar
${pairs.join("\n")}
endbfchar endcmap CMapName currentdict /CMap defineresource pop end end`;
}

function stream(content: string): string {
  const packed = deflateSync(Buffer.from(content, "latin1")).toString("latin1");
  return `<< /Filter /FlateDecode /Length ${String(packed.length)} >>\nstream\n${packed}\nendstream`;
}

/** @param objects numbered from 1 */
export function assemblePdf(objects: readonly string[]): Buffer {
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${String(index + 1)} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const xref = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = String(objects.length + 1);
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${String(text.length)}\n%%EOF\n`;
  return Buffer.from(`${text}xref\n0 ${size}\n0000000000 65535 f \n${xref}${trailer}`, "latin1");
}
