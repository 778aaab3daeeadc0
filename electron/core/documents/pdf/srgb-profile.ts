// The colour profile that says what the colours of a scan mean: sRGB, written here so that nobody's file is shipped.

/** D50, the white that profiles are measured against (ICC.1:2001-04). */
const WHITE = [0.9642, 1, 0.8249] as const;
/** Primaries of sRGB (IEC 61966-2-1), adapted to D50. */
const RED = [0.43607, 0.22249, 0.01392] as const;
const GREEN = [0.38515, 0.71687, 0.09708] as const;
const BLUE = [0.14307, 0.06061, 0.7141] as const;

const HEADER_BYTES = 128;
const CURVE_POINTS = 1024;

/** Version 2, as PDF/A-1 asks for; some 2.6 kB. */
export function makeSrgbProfile(): Buffer {
  const curve = curveOfSrgb();
  const tags: [name: string, data: Buffer][] = [
    ["desc", description("sRGB IEC61966-2.1")],
    ["cprt", Buffer.concat([Buffer.from("text\0\0\0\0"), Buffer.from("No copyright, use freely\0")])],
    ["wtpt", point(WHITE)],
    ["rXYZ", point(RED)],
    ["gXYZ", point(GREEN)],
    ["bXYZ", point(BLUE)],
    ["rTRC", curve],
    ["gTRC", curve],
    ["bTRC", curve],
  ];
  return assemble(tags);
}

function assemble(tags: readonly (readonly [string, Buffer])[]): Buffer {
  const table = Buffer.alloc(4 + tags.length * 12);
  table.writeUInt32BE(tags.length, 0);
  const places = new Map<Buffer, number>();
  const parts: Buffer[] = [];
  let at = HEADER_BYTES + table.length;
  tags.forEach(([name, data], index) => {
    const place = places.get(data) ?? at;
    if (!places.has(data)) {
      places.set(data, place);
      const padded = Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
      parts.push(padded);
      at += padded.length;
    }
    table.write(name, 4 + index * 12, "latin1");
    table.writeUInt32BE(place, 8 + index * 12);
    table.writeUInt32BE(data.length, 12 + index * 12);
  });
  return Buffer.concat([header(at), table, ...parts]);
}

function header(sizeBytes: number): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes.writeUInt32BE(sizeBytes, 0);
  bytes.writeUInt32BE(0x02100000, 8);
  bytes.write("mntrRGB XYZ ", 12, "latin1");
  [2026, 1, 1].forEach((part, index) => bytes.writeUInt16BE(part, 24 + index * 2));
  bytes.write("acsp", 36, "latin1");
  point(WHITE).copy(bytes, 68, 8);
  return bytes;
}

function description(text: string): Buffer {
  const bytes = Buffer.alloc(12 + text.length + 1 + 4 + 4 + 2 + 1 + 67);
  bytes.write("desc", 0, "latin1");
  bytes.writeUInt32BE(text.length + 1, 8);
  bytes.write(text, 12, "latin1");
  return bytes;
}

function point(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(20);
  bytes.write("XYZ ", 0, "latin1");
  values.forEach((value, index) => bytes.writeInt32BE(Math.round(value * 0x10000), 8 + index * 4));
  return bytes;
}

function curveOfSrgb(): Buffer {
  const bytes = Buffer.alloc(12 + CURVE_POINTS * 2);
  bytes.write("curv", 0, "latin1");
  bytes.writeUInt32BE(CURVE_POINTS, 8);
  for (let index = 0; index < CURVE_POINTS; index++) {
    const level = index / (CURVE_POINTS - 1);
    const linear = level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4;
    bytes.writeUInt16BE(Math.round(linear * 0xffff), 12 + index * 2);
  }
  return bytes;
}
