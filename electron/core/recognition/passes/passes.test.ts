import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RuledLine } from "../../imaging";
import type { EnginePicture, EngineTask, EngineWord } from "../engine";
import { paper } from "./crop";
import { findDigitBoxes } from "./digit-boxes";
import { improve, type PassTools } from ".";

const DPI = 254; // ten pixels a millimetre
const SIZE = { width: 2000, height: 1500 };

const NOTHING: PassTools = { recognise: () => Promise.resolve({ words: [], confidence: 0 }) };

function page(): EnginePicture {
  return paper(SIZE.width, SIZE.height, DPI);
}

function fill(picture: EnginePicture, box: { x0: number; y0: number; x1: number; y1: number }, grey = 0): void {
  for (let y = box.y0; y < box.y1; y++)
    picture.data.fill(grey, y * picture.widthPx + box.x0, y * picture.widthPx + box.x1);
}

function across(picture: EnginePicture, y: number, [x0, x1]: [number, number]): RuledLine {
  fill(picture, { x0, y0: y, x1, y1: y + 3 });
  return { direction: "across", x0, y0: y + 1, x1, y1: y + 1 };
}

function down(picture: EnginePicture, x: number, [y0, y1]: [number, number]): RuledLine {
  fill(picture, { x0: x, y0, x1: x + 3, y1 });
  return { direction: "down", x0: x + 1, y0, x1: x + 1, y1 };
}

/** A row of `count` boxes from x = 400, 60 pixels wide, with a bar like a digit in those that are `filled`. */
function digitRow(picture: EnginePicture, count: number, filled: (index: number) => boolean = () => true): RuledLine[] {
  const ends: [number, number] = [400, 403 + 60 * count];
  const rules = [across(picture, 300, ends), across(picture, 380, ends)];
  for (let index = 0; index <= count; index++)
    fill(picture, { x0: 400 + 60 * index, y0: 300, x1: 403 + 60 * index, y1: 383 });
  for (let index = 0; index < count; index++)
    if (filled(index)) fill(picture, { x0: 425 + 60 * index, y0: 322, x1: 440 + 60 * index, y1: 362 });
  return rules;
}

function word(text: string, [x0, y0]: [number, number], more: Partial<EngineWord> = {}): EngineWord {
  return { text, x0, y0, x1: x0 + 20 * text.length, y1: y0 + 34, confidence: 95, line: 0, block: 0, ...more };
}

/** Answers every question with one word of these digits and keeps what was asked. */
function reads(text: string, confidence = 90, at: [number, number] = [0, 0]): PassTools & { asked: EngineTask[] } {
  const asked: EngineTask[] = [];
  return {
    asked,
    recognise(task) {
      asked.push(task);
      return Promise.resolve({ words: [word(text, at, { confidence })], confidence });
    },
  };
}

describe("a row of boxes for digits", () => {
  it("is read without its lines, as one word beside its label", async () => {
    const picture = page();
    const rules = digitRow(picture, 12);
    const tools = reads("079185000123");
    const first = {
      picture,
      rules,
      words: [word("Số:", [300, 325]), word("|0|79{18", [430, 325], { confidence: 20 })],
    };
    const read = await improve(first, tools);
    expect(read.text).toBe("Số: 079185000123");
    expect(tools.asked).toHaveLength(1);
    expect(tools.asked[0]).toMatchObject({ layout: "line", characters: "0123456789" });
    expect(read.words[1]).toMatchObject({ x0: 425, x1: 440 + 60 * 11, y0: 322, y1: 362, confidence: 90 });
  });

  it("keeps a label that ran into the boxes", async () => {
    const picture = page();
    const rules = digitRow(picture, 12);
    const first = { picture, rules, words: [word("nhân:|0|7|6|2|7", [380, 325])] };
    expect((await improve(first, reads("079185000123"))).text).toBe("nhân: 079185000123");
  });

  it("stays as it was read when the number of digits differs or nothing is sure", async () => {
    const picture = page();
    const rules = digitRow(picture, 12);
    const first = { picture, rules, words: [word("|0|79{18", [430, 325])] };
    for (const tools of [reads("07918500012"), reads("079185000123", 10), NOTHING])
      expect((await improve(first, tools)).words.map((one) => one.text)).not.toContain("079185000123");
  });

  it("is as many numbers as empty boxes part it into", async () => {
    const picture = page();
    const rules = digitRow(picture, 12, (index) => index !== 4);
    const tools: PassTools = {
      recognise: ({ picture: { widthPx } }) =>
        Promise.resolve({ words: [word(widthPx > 250 ? "1234567" : "9876", [0, 0])], confidence: 90 }),
    };
    expect((await improve({ picture, rules, words: [] }, tools)).text).toBe("9876 1234567");
  });

  it("is not seen in fewer boxes, in a table or in uneven ones", () => {
    const few = page();
    expect(findDigitBoxes(few, digitRow(few, 8))).toEqual([]);
    const uneven = page();
    const rules = digitRow(uneven, 12);
    fill(uneven, { x0: 500, y0: 303, x1: 560, y1: 380 }, 255);
    expect(findDigitBoxes(uneven, rules)).toEqual([]);
  });
});

/** Three columns and two rows; the words are numbered as an engine does that reads column by column. */
function table(): { picture: EnginePicture; rules: RuledLine[]; words: EngineWord[] } {
  const picture = page();
  const rules = [
    ...[300, 400, 520].map((y) => across(picture, y, [200, 1700])),
    ...[200, 700, 1200, 1697].map((x) => down(picture, x, [300, 523])),
  ];
  const words = [
    word("Họ", [220, 330], { line: 1 }),
    word("tên", [280, 330], { line: 1 }),
    word("|", [705, 320], { line: 1, confidence: 95 }),
    word("Trần", [220, 420], { line: 2 }),
    word("Văn", [320, 420], { line: 2 }),
    word("Bảy", [220, 470], { line: 3 }),
    word("Sinh", [720, 330], { line: 4 }),
    word("01/02/1990.", [720, 440], { line: 5 }),
    word("Ở", [1220, 330], { line: 6 }),
    word("Huế", [1220, 440], { line: 7 }),
  ];
  return { picture, rules, words };
}

describe("a table", () => {
  it("is put together row by row, a wrapped cell in one piece, cells parted by tabs", async () => {
    const read = await improve(table(), NOTHING);
    expect(read.text).toBe("Họ tên\tSinh\tỞ\nTrần Văn Bảy\t01/02/1990\tHuế");
    expect(read.words.filter((one) => one.line === 1).map((one) => one.text)).toContain("Huế");
  });

  it("has its place between the lines above and below it", async () => {
    const { picture, rules, words } = table();
    const around = [word("Trên", [220, 100], { line: 0 }), ...words, word("Dưới", [220, 900], { line: 9 })];
    const { text } = await improve({ picture, rules, words: around }, NOTHING);
    expect(text.split("\n").map((line) => line.split(/[\t ]/)[0])).toEqual(["Trên", "Họ", "Trần", "Dưới"]);
  });

  it("has a cell read again that was passed over, and only that", async () => {
    const { picture, rules, words } = table();
    fill(picture, { x0: 1220, y0: 440, x1: 1300, y1: 474 });
    const tools = reads("Huế", 90, [20, 20]);
    const read = await improve({ picture, rules, words: words.filter((one) => one.text !== "Huế") }, tools);
    expect(read.text).toContain("01/02/1990\tHuế");
    expect(tools.asked).toHaveLength(1);
    expect(read.words.find((one) => one.text === "Huế")?.x0).toBeGreaterThan(1190);
  });

  it("is none in a frame around two columns of text", async () => {
    const picture = page();
    const rules = [
      ...[100, 1400].map((y) => across(picture, y, [100, 1900])),
      ...[100, 1000, 1897].map((x) => down(picture, x, [100, 1403])),
    ];
    const words = [
      word("Trái", [200, 300], { line: 0 }),
      word("dưới", [200, 600], { line: 1 }),
      word("Phải", [1100, 300], { line: 2 }),
    ];
    expect((await improve({ picture, rules, words }, NOTHING)).text).toBe("Trái\ndưới\nPhải");
  });
});

describe("writing that was passed over", () => {
  const lineOfInk = (picture: EnginePicture, y: number) => {
    for (let x = 1000; x < 1400; x += 24) fill(picture, { x0: x, y0: y, x1: x + 14, y1: y + 34 });
  };

  it("is read again and put where it stands", async () => {
    const picture = page();
    lineOfInk(picture, 500);
    const words = [word("Trên", [220, 100], { line: 0 }), word("Dưới", [220, 900], { line: 1 })];
    const read = await improve({ picture, rules: [], words }, reads("CHỦ"));
    expect(read.text).toBe("Trên\nCHỦ\nDưới");
    expect(read.words[1]?.y0).toBeGreaterThan(450);
  });

  it("stays away when its reading is in doubt or no text", async () => {
    const picture = page();
    lineOfInk(picture, 500);
    for (const tools of [reads("CHỦ", 40), reads("—=", 90)])
      expect((await improve({ picture, rules: [], words: [] }, tools)).text).toBe("");
  });

  it("is not looked for on a page of which everything was read, nor without end", async () => {
    const picture = page();
    lineOfInk(picture, 500);
    const known = reads("CHỦ");
    await improve({ picture, rules: [], words: [word("x".repeat(20), [1000, 500])] }, known);
    expect(known.asked).toEqual([]);
    const full = page();
    for (let y = 20; y < 1450; y += 100)
      for (let x = 20; x < 1900; x += 300) fill(full, { x0: x, y0: y, x1: x + 120, y1: y + 30 });
    const many = reads("CHỦ", 10);
    await improve({ picture: full, rules: [], words: [] }, many);
    expect(many.asked.length).toBeLessThanOrEqual(24);
  });

  it("is in doubt where the second reading says otherwise than the first", async () => {
    const picture = page();
    lineOfInk(picture, 500);
    const read = async (first: string) => {
      const known = word(first, [1000, 500], { x1: 1390, confidence: 10 });
      return (await improve({ picture, rules: [], words: [known] }, reads("23", 80, [100, 20]))).words;
    };
    expect(await read("ậ3")).toMatchObject([{ text: "23", confidence: 45 }]);
    expect(await read("23")).toMatchObject([{ text: "23", confidence: 80 }]);
  });

  it("does not double what is known already", async () => {
    const picture = page();
    lineOfInk(picture, 500);
    fill(picture, { x0: 980, y0: 480, x1: 984, y1: 640 });
    const known = word("CHỦ", [1000, 500], { x1: 1390 });
    const read = await improve({ picture, rules: [], words: [known] }, reads("CHỦ"));
    expect(read.words.filter((one) => one.text === "CHỦ")).toHaveLength(1);
  });
});

describe("marks that are no text", () => {
  it("are dropped: leaders, bars and underlines", async () => {
    const words = ["Tên:......", "|", "____", "2_", "-", "mục", "..........", "(ký)"].map((text, index) =>
      word(text, [50 + 150 * index, 50]),
    );
    expect((await improve({ picture: page(), rules: [], words }, NOTHING)).text).toBe("Tên: 2 - mục (ký)");
  });

  it("are all that is lost: every word with letters or digits stays, once, its text at most mended", async () => {
    const one = fc.record({
      text: fc.constantFrom("Nguyễn", "Văn", "12/3", "079185000123", "xã", "(Ký)", "a", "7", "Số:"),
      x: fc.integer({ min: 0, max: 1800 }),
      y: fc.integer({ min: 0, max: 1400 }),
      line: fc.integer({ min: 0, max: 6 }),
      confidence: fc.integer({ min: 46, max: 100 }),
    });
    const { rules, picture } = table();
    await fc.assert(
      fc.asyncProperty(fc.array(one, { maxLength: 30 }), async (found) => {
        const words = found.map(({ text, x, y, line, confidence }) => word(text, [x, y], { line, confidence }));
        const read = await improve({ picture, rules, words }, NOTHING);
        const before = (one: { text: string; repairedFrom?: string }) => one.repairedFrom ?? one.text;
        expect(read.words.map(before).sort()).toEqual(words.map((each) => each.text).sort());
        expect(read.text.split(/\s+/).filter(Boolean)).toEqual(read.words.map((each) => each.text));
        for (const each of read.words) if (each.repairedFrom !== undefined) expect(each.confidence).toBeLessThan(88);
      }),
      { numRuns: 60 },
    );
  });
});
