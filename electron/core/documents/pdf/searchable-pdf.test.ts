import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Rotation, WordBox } from "../../../../shared/contract";
import { makePng } from "../../sample-files.fixture";
import type { PdfMetadata } from "./metadata";
import { findPicture, type Picture } from "./picture";
import { writeSearchablePdf, type PdfPage } from "./searchable-pdf";

const JARS = ["preflight", "pdfbox2", "xmpbox", "fontbox2", "commons-logging", "javax.activation", "jaxb-api"];
const SAMPLE = fs.readFileSync(path.join(import.meta.dirname, "../../../../assets/samples/giay-ket-hon.jpg"));
const METADATA: PdfMetadata = {
  title: "Giấy chứng nhận kết hôn <bản quét> & phụ lục",
  author: "UBND xã Đăk Rơ Nga",
  facts: {
    docCode: "H34.12.5_HT_000021_V1",
    typeName: "Giấy chứng nhận kết hôn",
    codeNumber: "21",
    codeNotation: "KH-UBND",
    issuedDate: "02/03/2026",
    organName: "UBND xã Đăk Rơ Nga",
    subject: "Chứng nhận kết hôn",
    language: "Tiếng Việt",
    pageAmount: 1,
  },
  createdAt: new Date("2026-11-22T02:00:00.400Z"),
};

let folder: string;
beforeAll(() => void (folder = fs.mkdtempSync(path.join(os.tmpdir(), "pdf-"))));
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** Words of a line side by side, each letter 12 px wide, words 12 px apart. */
function line(text: string, place: { x: number; y: number; line: number; slope?: number }): WordBox[] {
  let x0 = place.x;
  return text.split(" ").map((word) => {
    const x1 = x0 + word.length * 12;
    const y0 = Math.round(place.y + (place.slope ?? 0) * x0);
    const box = { text: word, x0, x1, y0, y1: y0 + 30, confidence: 90, line: place.line };
    x0 = x1 + 12;
    return box;
  });
}

function pictureOf(bytes: Uint8Array): Picture {
  const picture = findPicture(bytes);
  if (!picture) throw new Error("no picture");
  return picture;
}

const WORDS = [
  ...line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", { x: 300, y: 100, line: 0 }),
  ...line("Độc lập - Tự do - Hạnh phúc", { x: 340, y: 160, line: 1 }),
  ...line("Họ và tên: Nguyễn Thị Ngọc Hưởng", { x: 100, y: 260, line: 2 }),
  ...line("Nơi cư trú: Thôn Đăk Dé, xã Rờ Kơi", { x: 100, y: 320, line: 3 }),
];
const TEXT = [
  "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
  "Độc lập - Tự do - Hạnh phúc",
  "Họ và tên: Nguyễn Thị Ngọc Hưởng",
  "Nơi cư trú: Thôn Đăk Dé, xã Rờ Kơi",
];

const SCAN: PdfPage = { picture: pictureOf(SAMPLE), resolutionDpi: 200, rotation: 0, words: WORDS };

let files = 0;
async function write(pages: PdfPage[], metadata = METADATA): Promise<string> {
  const file = path.join(folder, `${String((files += 1))}.pdf`);
  async function* each() {
    yield* pages;
  }
  fs.writeFileSync(file, await writeSearchablePdf(each(), metadata));
  return file;
}

function run(program: string, args: string[]): string {
  return execFileSync(program, args, { encoding: "utf8", cwd: folder });
}

function linesOf(text: string): string[] {
  return text
    .split(/[\n\f]/)
    .map((row) => row.trim().replace(/ +/g, " "))
    .filter((row) => row !== "");
}

/** Word boxes as pdftotext finds them on the page as it is shown, in points. */
function boxesOf(file: string): { text: string; x0: number; y0: number; x1: number; y1: number }[] {
  const html = run("pdftotext", ["-bbox", file, "-"]);
  return [...html.matchAll(/<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)<\/word>/g)].map((found) => {
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = found.slice(1, 5).map(Number);
    return { text: found[5] ?? "", x0, y0, x1, y1 };
  });
}

function preflight(files: string[]): string[] {
  const jars = JARS.map((jar) => `/usr/share/java/${jar}.jar`).join(":");
  const program = path.join(import.meta.dirname, "fixtures/Preflight.java");
  return linesOf(run("java", ["-cp", jars, program, ...files]));
}

describe("a searchable PDF", () => {
  it("gives its text in order, in composed Vietnamese letters, with spaces", async () => {
    const decomposed = WORDS.map((word) => ({ ...word, text: word.text.normalize("NFD") }));
    const file = await write([{ ...SCAN, words: decomposed }]);
    expect(linesOf(run("pdftotext", ["-layout", file, "-"]))).toEqual(TEXT);
    expect(linesOf(run("pdftotext", ["-raw", file, "-"]))).toEqual(TEXT);
  });

  it.each<Rotation>([0, 90, 180, 270])("has each word on its box when the page is turned by %d°", async (rotation) => {
    const file = await write([{ ...SCAN, rotation }]);
    const boxes = boxesOf(file);
    expect(boxes.map(({ text }) => text)).toEqual(TEXT.join(" ").split(" "));
    for (const [index, word] of WORDS.entries())
      for (const side of ["x0", "y0", "x1", "y1"] as const)
        expect(Math.abs((boxes[index]?.[side] ?? -99) - (word[side] * 72) / 200), `${word.text} ${side}`).toBeLessThan(
          1,
        );
  });

  it.each([-0.05, 0.05])("has each word on its box when its lines slope by %d", async (slope) => {
    const words = line("Nơi cư trú: Thôn Đăk Dé, xã Rờ Kơi, huyện Sa Thầy", { x: 100, y: 320, line: 0, slope });
    const boxes = boxesOf(await write([{ ...SCAN, words }]));
    expect(boxes).toHaveLength(words.length);
    for (const [index, word] of words.entries()) {
      const box = boxes[index] ?? { x0: 0, x1: 0, y0: 0, y1: 0 };
      expect(Math.abs(box.x0 - (word.x0 * 72) / 200)).toBeLessThan(2);
      expect(Math.abs((box.y0 + box.y1) / 2 - ((word.y0 + word.y1) / 2) * (72 / 200))).toBeLessThan(4);
    }
  });

  it("holds the very bytes of the JPEG, at its true size", async () => {
    const file = await write([SCAN, { ...SCAN, rotation: 90 }]);
    run("pdfimages", ["-all", file, "picture"]);
    for (const name of ["picture-000.jpg", "picture-001.jpg"])
      expect(fs.readFileSync(path.join(folder, name)).equals(SAMPLE)).toBe(true);
    const { widthPx, heightPx } = SCAN.picture;
    const points = [widthPx, heightPx].map((px) => Number(((px * 72) / 200).toFixed(2)));
    const size = /Page size: +([\d.]+) x ([\d.]+)/
      .exec(run("pdfinfo", [file]))
      ?.slice(1, 3)
      .map(Number);
    expect(size).toEqual(points);
  });

  it("holds a PNG without loss", async () => {
    const picture = pictureOf(makePng(160, 200));
    const file = await write([{ ...SCAN, picture, words: [] }]);
    expect(run("pdfimages", ["-list", file])).toMatch(/image +160 +200 +gray +1 +1 +image/);
  });

  it("is sound for qpdf", async () => {
    expect(run("qpdf", ["--check", await write([SCAN, { ...SCAN, rotation: 270, words: [] }])])).toContain(
      "No syntax or stream encoding errors",
    );
  });

  it("is PDF/A-1b: with and without text, turned, of PNG, with and without facts", async () => {
    const bare = { ...METADATA, facts: {} };
    const sound = [
      await write([SCAN, { ...SCAN, rotation: 90 }]),
      await write([{ ...SCAN, words: [] }], bare),
      await write([{ ...SCAN, picture: pictureOf(makePng(160, 200)), words: [] }]),
    ];
    const broken = path.join(folder, "broken.pdf");
    fs.writeFileSync(
      broken,
      fs
        .readFileSync(sound[0] ?? "")
        .toString("latin1")
        .replace("pdfaid:part>1<", "pdfaid:part>9<"),
      "latin1",
    );
    const [first, second, third, ...rest] = preflight([...sound, broken]);
    expect([first, second, third]).toEqual(["valid", "valid", "valid"]);
    expect(rest[0]).toBe("invalid");
  });

  it("says what the paper is, in both places alike", async () => {
    const file = await write([SCAN]);
    const info = run("pdfinfo", [file]);
    expect(info).toContain(`Title:           ${METADATA.title}`);
    expect(info).toContain("Author:          UBND xã Đăk Rơ Nga");
    const xmp = run("pdfinfo", ["-meta", file]);
    for (const part of [
      "<qmc:DocCode>H34.12.5_HT_000021_V1<",
      "<qmc:CodeNotation>KH-UBND<",
      "<qmc:PageAmount>1<",
      "&lt;bản quét&gt; &amp; phụ lục",
    ])
      expect(xmp).toContain(part);
  });

  it("is the same bytes for the same pages", async () => {
    const [one, two] = [await write([SCAN]), await write([SCAN])].map((file) => fs.readFileSync(file));
    expect(one?.equals(two ?? Buffer.alloc(0))).toBe(true);
  });

  it("leaves out what is no letter, no word and no place", async () => {
    const odd = [
      ...line("giấy \u0000\u0007 😀 tờ", { x: 100, y: 100, line: 0 }),
      { text: "nowhere", x0: 5, x1: 5, y0: 9, y1: 9, confidence: 1, line: 1 },
    ];
    const file = await write([{ ...SCAN, words: odd }]);
    expect(linesOf(run("pdftotext", [file, "-"])).join(" ")).toBe("giấy tờ");
    expect(run("qpdf", ["--check", file])).toContain("No syntax");
  });
});

describe("a picture that a PDF cannot hold as it is", () => {
  const frame = (marker: number, components: number, bits = 8) =>
    Buffer.from([0xff, 0xd8, 0xff, marker, 0, 11, bits, 0, 9, 0, 7, components, 1, 0x11, 0]);

  it.each([
    ["CMYK", frame(0xc0, 4)],
    ["twelve bits a sample", frame(0xc1, 3, 12)],
    ["lossless JPEG", frame(0xc3, 3)],
    ["no picture", Buffer.from("Kính gửi")],
    ["a JPEG without its size", Buffer.from([0xff, 0xd8, 0xff, 0xd9, 0, 0])],
    ["a JPEG of nothing but its beginning", Buffer.from([0xff, 0xd8])],
    ["half a PNG", makePng(10, 10).subarray(0, 20)],
  ])("is not taken: %s", (_name, bytes) => {
    expect(findPicture(bytes)).toBeUndefined();
  });

  it("is told from grey and colour", () => {
    expect(findPicture(frame(0xc2, 1))).toMatchObject({ widthPx: 7, heightPx: 9 });
    expect(findPicture(frame(0xc2, 1))?.entries).toContain("/DeviceGray");
  });
});
