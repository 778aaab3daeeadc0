// Small files that ask for much: memory, time, pages without end. Written by hand, so that each trick is in sight.
import { constants, deflateRawSync, deflateSync } from "node:zlib";
import { assemblePdf } from "./text-pdf.fixture";

const CATALOG = "<< /Type /Catalog /Pages 2 0 R >>";
const A4 = "[0 0 595 842]";

/** Says that it has so many pages, and has one. */
export function pdfOfDeclaredPages(count: number): Buffer {
  return assemblePdf([
    CATALOG,
    `<< /Type /Pages /Kids [3 0 R] /Count ${String(count)} >>`,
    `<< /Type /Page /Parent 2 0 R /MediaBox ${A4} >>`,
  ]);
}

/** A tree of pages whose branch is the tree itself. */
export function pdfOfEndlessTree(): Buffer {
  return assemblePdf([
    CATALOG,
    "<< /Type /Pages /Kids [3 0 R] /Count 5 >>",
    "<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count 5 >>",
  ]);
}

export function pdfOfMediaBox(box: string): Buffer {
  return pdfOfPage({ box });
}

/** Each drawing calls the next ten times: 10 to the power of `depth` drawings. */
export function pdfOfNestedDrawings(depth: number): Buffer {
  const forms = Array.from({ length: depth }, (_, level) => {
    const next = level === depth - 1 ? "0 0 1 1 re f" : "/N Do ".repeat(10);
    const resources = level === depth - 1 ? "" : `/XObject << /N ${String(6 + level)} 0 R >>`;
    return stream(next, `/Type /XObject /Subtype /Form /BBox ${A4} /Resources << ${resources} >>`);
  });
  return pdfOfPage({ content: "/N Do", resources: "/XObject << /N 5 0 R >>", more: forms });
}

/** A page whose content unpacks to so many bytes of nothing. */
export function pdfOfUnpackedBytes(sizeBytes: number): Buffer {
  const chunk = Buffer.alloc(10_000_000, " ");
  // Packed once and repeated, as a packer that was flushed in between would: the unpacked whole never exists here.
  const packed = deflateRawSync(chunk, { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  const count = Math.ceil(sizeBytes / chunk.length);
  const whole = Buffer.concat([
    Buffer.from("789c", "hex"),
    ...Array<Buffer>(count).fill(packed),
    Buffer.from("0300", "hex"),
  ]);
  return pdfOfPage({ packed: whole });
}

/** A picture of so many pixels each way on an ordinary page, in colour. */
export function pdfOfPicture(sidePx: number): Buffer {
  const row = Buffer.alloc(1024 * 1024);
  const picture = stream(
    row,
    `/Type /XObject /Subtype /Image /Width ${String(sidePx)} /Height ${String(sidePx)} /ColorSpace /DeviceRGB /BitsPerComponent 8`,
  );
  const resources = "/XObject << /N 5 0 R >>";
  return pdfOfPage({ content: "595 0 0 842 0 0 cm /N Do", resources, more: [picture] });
}

/** Pages of one white pixel. With `isEndless` the last page is followed by the first. */
export function tiffOfPages(count: number, { isEndless = false } = {}): Buffer {
  const entries: readonly (readonly [tag: number, type: number, value: number])[] = [
    [256, 3, 1],
    [257, 3, 1],
    [258, 3, 8],
    [259, 3, 1],
    [262, 3, 1],
    [273, 4, 4],
    [277, 3, 1],
    [278, 3, 1],
    [279, 4, 1],
  ];
  const size = 2 + entries.length * 12 + 4;
  const file = Buffer.alloc(8 + size * count, 0);
  file.write("II*\0", 0, "latin1");
  file.writeUInt32LE(8, 4);
  for (let page = 0; page < count; page++) {
    const at = 8 + page * size;
    file.writeUInt16LE(entries.length, at);
    entries.forEach(([tag, type, value], index) => {
      file.writeUInt16LE(tag, at + 2 + index * 12);
      file.writeUInt16LE(type, at + 4 + index * 12);
      file.writeUInt32LE(1, at + 6 + index * 12);
      file.writeUInt32LE(value, at + 10 + index * 12);
    });
    const next = page < count - 1 ? at + size : isEndless ? 8 : 0;
    file.writeUInt32LE(next, at + size - 4);
  }
  return file;
}

interface HostilePage {
  box?: string;
  content?: string;
  /** In place of the content. */
  packed?: Buffer;
  resources?: string;
  /** Objects from number 5 on. */
  more?: readonly string[];
}

function pdfOfPage({ box = A4, content = "", packed, resources = "", more = [] }: HostilePage): Buffer {
  return assemblePdf([
    CATALOG,
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    `<< /Type /Page /Parent 2 0 R /MediaBox ${box} /Contents 4 0 R /Resources << ${resources} >> >>`,
    packed ? packedStream(packed, "") : stream(content, ""),
    ...more,
  ]);
}

function stream(content: string | Buffer, entries: string): string {
  return packedStream(deflateSync(content, { level: 9 }), entries);
}

function packedStream(packed: Buffer, entries: string): string {
  const head = `<< ${entries} /Filter /FlateDecode /Length ${String(packed.length)} >>`;
  return `${head}\nstream\n${packed.toString("latin1")}\nendstream`;
}
