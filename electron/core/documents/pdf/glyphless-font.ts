// The font of the invisible text: every character is the same empty glyph, and its code is the character itself.
import { deflateSync } from "node:zlib";
import type { PdfFile, Ref } from "./pdf-file";

/** Of 1000 units of the font size: every glyph's width. */
export const GLYPH_WIDTH = 500;

/** "GlyphLessFont" of the Tesseract project, Apache License 2.0, 572 bytes, unchanged. */
const TRUE_TYPE = Buffer.from(
  `
   AAEAAAAKAIAAAwAgT1MvMlbeyJQAAAEoAAAAYGNtYXAACgA0AAABkAAAAB5nbHlmFSJBJAAAAbgAAAAYaGVhZAt48WUAAACsAAAANmhoZWEMAg
   QCAAAA5AAAACRobXR4BAAAAAAAAYgAAAAIbG9jYQAMAAAAAAGwAAAABm1heHAABAAFAAABCAAAACBuYW1l8usW2gAAAdAAAABLcG9zdAABAAEA
   AAIcAAAAIAABAAAAAQAAsJRxEF8PPPUEBwgAAAAAAM+a/G4AAAAA1MOn8gAAAAAEAAgAAAAAEAACAAAAAAAAAAEAAAgA//8AAAQAAAAAAAQAAA
   EAAAAAAAAAAAAAAAAAAAACAAEAAAACAAQAAQAAAAAAAQAAAAAAAAAAAAAAAAAAAAAAAwAAAZAABQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAUA
   AQABAAAAAAAAAAAAAAAAAAAAAAAAAAAAR09PRwBAAAAAAAAB//8AAAABAAGAAAAAAAAAAAAAAAAAAAABAAAAAAAABAAAAAAAAAIAAQAAAAAAFA
   ADAAAAAAAUAAYACgAAAAAAAAAAAAAAAAAMAAAAAQAAAAAEAAgAAAMAADEhESEEAPwACAAAAAADACoAAAADAAAABQAWAAAAAQAAAAAABQALABYA
   AwABBAkABQAWAAAAVgBlAHIAcwBpAG8AbgAgADEALgAwVmVyc2lvbiAxLjAAAAEAAAAAAAAAAAAAAAAAAQAAAAAAAAAAAAAAAAAAAAA=
  `,
  "base64",
);

/** A range may not reach beyond one last byte, and a list not beyond a hundred ranges (ISO 32000-1, 9.10.3). */
const RANGES_AT_ONCE = 100;

function unicodeOfCodes(): string {
  const ranges = Array.from({ length: 256 }, (_, high) => {
    const byte = high.toString(16).padStart(2, "0").toUpperCase();
    return `<${byte}00> <${byte}FF> <${byte}00>`;
  });
  const lists: string[] = [];
  for (let at = 0; at < ranges.length; at += RANGES_AT_ONCE) {
    const list = ranges.slice(at, at + RANGES_AT_ONCE);
    lists.push(`${String(list.length)} beginbfrange\n${list.join("\n")}\nendbfrange`);
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identify-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
${lists.join("\n")}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
`;
}

/** Codes of two bytes: UTF-16 units of the basic plane. */
export function addGlyphlessFont(file: PdfFile): Ref {
  const program = file.addStream(
    `/Length1 ${String(TRUE_TYPE.length)} /Filter /FlateDecode`,
    deflateSync(TRUE_TYPE, { level: 9 }),
  );
  const descriptor = file.add(
    "<< /Type /FontDescriptor /FontName /GlyphLessFont /Flags 5 /FontBBox [0 0 500 1000] /ItalicAngle 0 " +
      `/Ascent 1000 /Descent -1 /CapHeight 1000 /StemV 80 /FontFile2 ${program} >>`,
  );
  const glyphs = file.addStream("/Filter /FlateDecode", deflateSync(everyCodeToTheGlyph(), { level: 9 }));
  const descendant = file.add(
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /GlyphLessFont " +
      "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> " +
      `/CIDToGIDMap ${glyphs} /FontDescriptor ${descriptor} /DW ${String(GLYPH_WIDTH)} >>`,
  );
  const toUnicode = file.addStream("/Filter /FlateDecode", deflateSync(Buffer.from(unicodeOfCodes()), { level: 9 }));
  return file.add(
    "<< /Type /Font /Subtype /Type0 /BaseFont /GlyphLessFont /Encoding /Identity-H " +
      `/DescendantFonts [${descendant}] /ToUnicode ${toUnicode} >>`,
  );
}

function everyCodeToTheGlyph(): Buffer {
  const map = Buffer.alloc(2 * 0x10000);
  for (let at = 1; at < map.length; at += 2) map[at] = 1;
  return map;
}
