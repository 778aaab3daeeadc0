// Good and bad files for tests, written by hand so that each byte that matters is in sight.
import { crc32, deflateSync } from "node:zlib";

/** RGB, grey noise-free gradient, so that JPEG and PNG keep it small. */
export function makePpm(widthPx: number, heightPx: number, shade = 200): Buffer {
  const pixels = Buffer.alloc(widthPx * heightPx * 3, shade);
  for (let row = 0; row < heightPx; row += 20) pixels.fill(40, row * widthPx * 3, (row + 1) * widthPx * 3);
  return Buffer.concat([Buffer.from(`P6\n${widthPx} ${heightPx}\n255\n`), pixels]);
}

/** One bit a pixel: even a huge picture is a small file. */
export function makePng(widthPx: number, heightPx: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rowBytes = 1 + Math.ceil(widthPx / 8);
  const data = deflateSync(Buffer.alloc(rowBytes * heightPx), { level: 1 });
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    pngChunk("IHDR", header),
    pngChunk("IDAT", data),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Pages of 8-bit grey, uncompressed, each with its own resolution. A page whose strip lies behind the end is cut off. */
export function makeTiff(
  pages: readonly { widthPx: number; heightPx: number; dpi: number; isCut?: boolean }[],
): Buffer {
  const parts: Buffer[] = [Buffer.from([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0])];
  let offset = 8;
  pages.forEach((page, index) => {
    const part = tiffPage({ ...page, offset, isLast: index === pages.length - 1 });
    parts.push(part);
    offset += part.length;
  });
  return Buffer.concat(parts);
}

interface BmpOptions {
  widthPx: number;
  heightPx: number;
  /** A pixel; up to 8 with a palette from black to white. */
  bits: number;
  dpi?: number;
  isTopDown?: boolean;
}

/** White with black bars, thicker towards the bottom. */
export function makeBmp({ widthPx, heightPx, bits, dpi = 0, isTopDown = false }: BmpOptions): Buffer {
  const entries = bits <= 8 ? 2 ** bits : 0;
  const rowBytes = Math.ceil((widthPx * bits) / 32) * 4;
  const header = Buffer.alloc(54 + entries * 4);
  header.write("BM", "latin1");
  header.writeUInt32LE(header.length + rowBytes * heightPx, 2);
  header.writeUInt32LE(header.length, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(widthPx, 18);
  header.writeInt32LE(isTopDown ? -heightPx : heightPx, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(bits, 28);
  header.writeInt32LE(Math.round(dpi * 39.3701), 38);
  for (let index = 0; index < entries; index++) {
    const level = Math.round((index * 255) / (entries - 1));
    header.set([level, level, level], 54 + index * 4);
  }
  const rows = Array.from({ length: heightPx }, (_, y) => Buffer.alloc(rowBytes, y % 20 < y / 25 ? 0 : 255));
  return Buffer.concat([header, ...(isTopDown ? rows : rows.reverse())]);
}

/** A4 pages, each with a black square. */
export function makePdf(pages: number, size = { widthPt: 595.276, heightPt: 841.89 }): Buffer {
  const first = 3;
  const kids = Array.from({ length: pages }, (_, index) => `${first + index * 2} 0 R`).join(" ");
  const drawing = "0 g 100 100 200 200 re f";
  const objects = ["<< /Type /Catalog /Pages 2 0 R >>", `<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`];
  for (let page = 0; page < pages; page++) {
    const contents = first + page * 2 + 1;
    const box = `[0 0 ${size.widthPt} ${size.heightPt}]`;
    objects.push(`<< /Type /Page /Parent 2 0 R /MediaBox ${box} /Contents ${contents} 0 R /Resources << >> >>`);
    objects.push(`<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`);
  }
  return assemblePdf(objects);
}

/** Marks a JPEG as taken with the camera turned: EXIF orientation 1–8. */
export function withOrientation(jpeg: Uint8Array, orientation: number): Buffer {
  const tiff = Buffer.from([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
  const exif = Buffer.concat([Buffer.from("Exif\0\0"), tiff, Buffer.alloc(4)]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(exif.length + 2);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xe1]), length, exif, jpeg.subarray(2)]);
}

/** One page, encrypted for reading by qpdf 11 (AES-128); the password is not the empty one. */
export const PASSWORD_PDF = Buffer.from(
  `JVBERi0xLjYKJb/3ov4KMSAwIG9iago8PCAvUGFnZXMgMiAwIFIgL1R5cGUgL0NhdGFsb2cgPj4KZW5kb2JqCjIgMCBvYmoKPDwgL0NvdW50ID
   EgL0tpZHMgWyAzIDAgUiBdIC9UeXBlIC9QYWdlcyA+PgplbmRvYmoKMyAwIG9iago8PCAvTWVkaWFCb3ggWyAwIDAgMTAwIDEwMCBdIC9QYXJl
   bnQgMiAwIFIgL1R5cGUgL1BhZ2UgPj4KZW5kb2JqCjQgMCBvYmoKPDwgL0NGIDw8IC9TdGRDRiA8PCAvQXV0aEV2ZW50IC9Eb2NPcGVuIC9DRk
   0gL0FFU1YyIC9MZW5ndGggMTYgPj4gPj4gL0ZpbHRlciAvU3RhbmRhcmQgL0xlbmd0aCAxMjggL08gPDkxYzlhNTYxNjM3NWZlNzVlMzgwYjdj
   ODNkOGQxZDc0YjkyN2Y2ZmE1YWI5N2MwYWM3OTI5MTczMmY4NDUxYzM+IC9QIC00IC9SIDQgL1N0bUYgL1N0ZENGIC9TdHJGIC9TdGRDRiAvVS
   A8YWI1NmIxZGYzODY3MjU1NDRkMDIyZDQzNDM4NTg2ZmYwMTIyNDU2YTkxYmFlNTEzNDI3M2E2ZGIxMzRjODdjND4gL1YgNCA+PgplbmRvYmoK
   eHJlZgowIDUKMDAwMDAwMDAwMCA2NTUzNSBmIAowMDAwMDAwMDE1IDAwMDAwIG4gCjAwMDAwMDAwNjQgMDAwMDAgbiAKMDAwMDAwMDEyMyAwMD
   AwMCBuIAowMDAwMDAwMTk2IDAwMDAwIG4gCnRyYWlsZXIgPDwgL1Jvb3QgMSAwIFIgL1NpemUgNSAvSUQgWzw0MmZhMTJjOTAwNjAwNDllN2Jj
   MTNlY2E4OTMwOTc3OD48NDJmYTEyYzkwMDYwMDQ5ZTdiYzEzZWNhODkzMDk3Nzg+XSAvRW5jcnlwdCA0IDAgUiA+PgpzdGFydHhyZWYKNDk1Ci
   UlRU9GCg==`,
  "base64",
);

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

interface TiffPage {
  widthPx: number;
  heightPx: number;
  dpi: number;
  isCut?: boolean;
  offset: number;
  isLast: boolean;
}

function tiffPage({ widthPx, heightPx, dpi, isCut, offset, isLast }: TiffPage): Buffer {
  const [SHORT, LONG, RATIONAL] = [3, 4, 5];
  const entries = 12;
  const ratioAt = offset + 2 + entries * 12 + 4;
  const pixelsAt = isCut ? 0x7fff0000 : ratioAt + 8;
  const pixels = Buffer.alloc(isCut ? 0 : widthPx * heightPx, 180);
  const next = isLast ? 0 : ratioAt + 8 + pixels.length;
  const fields: readonly (readonly [tag: number, type: number, value: number])[] = [
    [256, LONG, widthPx],
    [257, LONG, heightPx],
    [258, SHORT, 8],
    [259, SHORT, 1],
    [262, SHORT, 1],
    [273, LONG, pixelsAt],
    [277, SHORT, 1],
    [278, LONG, heightPx],
    [279, LONG, widthPx * heightPx],
    [282, RATIONAL, ratioAt],
    [283, RATIONAL, ratioAt],
    [296, SHORT, 2],
  ];
  const directory = Buffer.alloc(2 + entries * 12 + 4 + 8);
  directory.writeUInt16LE(entries, 0);
  fields.forEach(([tag, type, value], index) => {
    const at = 2 + index * 12;
    directory.writeUInt16LE(tag, at);
    directory.writeUInt16LE(type, at + 2);
    directory.writeUInt32LE(1, at + 4);
    directory.writeUInt32LE(value, at + 8);
  });
  directory.writeUInt32LE(next, 2 + entries * 12);
  directory.writeUInt32LE(dpi, directory.length - 8);
  directory.writeUInt32LE(1, directory.length - 4);
  return Buffer.concat([directory, pixels]);
}

function assemblePdf(objects: readonly string[]): Buffer {
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const xref = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(`${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${xref}${trailer}`, "latin1");
}
