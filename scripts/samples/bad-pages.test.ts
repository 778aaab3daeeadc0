// Pages as they should not come: each gets a sensible answer in time, and nothing that is not printed is taken for sure.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Box, PageField, PageNote } from "../../shared/contract";
import { openReader } from "../bench/reader.mjs";
import { createBadPages } from "./bad-pages.mjs";
import { listPapers } from "./papers.mjs";
import { loadExtraction } from "./score-papers.mjs";

const require = createRequire(import.meta.url);
const REPORT = path.join(import.meta.dirname, "../../test-out/bad-pages.md");
const FOREIGN = path.join(import.meta.dirname, "foreign-letter.jpg");
const PAPERS = new Map(listPapers().map((paper) => [paper.name, paper]));

interface Answer {
  type: string | null;
  notes: PageNote[];
  fields: PageField[];
  words: number;
}

const rows: string[] = [];
let understand: (bytes: Uint8Array) => Promise<Answer>;
let make: ReturnType<typeof createBadPages>;
let close: () => void;

beforeAll(async () => {
  const vips = await require("wasm-vips")({ dynamicLibraries: [] });
  const [reader, { extract, PAPER_TYPES }] = [await openReader(1), await loadExtraction()];
  make = createBadPages(vips);
  understand = async (bytes) => {
    const { width: widthPx, height: heightPx } = vips.Image.newFromBuffer(bytes);
    const read = await reader.read(bytes);
    const options = { size: { widthPx, heightPx }, types: PAPER_TYPES, today: "2026-11-27" };
    const { type, notes, fields } = extract(read, options);
    return { type: type?.id ?? null, notes, fields, words: read.words.length };
  };
  close = () => {
    reader.close();
    vips.shutdown();
  };
}, 120_000);

afterAll(() => {
  close();
  fs.mkdirSync(path.dirname(REPORT), { recursive: true });
  const head = "| page | notes | kind of paper | words | sure | doubt | unread |\n|---|---|---|---|---|---|---|\n";
  fs.writeFileSync(REPORT, `# Bad pages: what the program answers\n\n${head}${rows.join("\n")}\n`);
});

async function answerTo(name: string, bytes: Uint8Array): Promise<Answer> {
  const answer = await understand(bytes);
  const count = (state: PageField["state"]) => answer.fields.filter((field) => field.state === state).length;
  const states = [count("sure"), count("doubt"), count("unread")];
  rows.push(`| ${[name, answer.notes.join(", ") || "–", answer.type ?? "–", answer.words, ...states].join(" | ")} |`);
  return answer;
}

const picture = (name: string) => fs.readFileSync(PAPERS.get(name)?.picture ?? name);
const sureOf = ({ fields }: Answer) => fields.filter(({ state }) => state === "sure");

/** Values that the program would take unseen, and that do not stand on the paper. */
function inventedOn(paper: string, answer: Answer): string[] {
  const { fields = {}, text = "" } = PAPERS.get(paper) ?? {};
  const printed = [...Object.values(fields), text, inDigits(text)].map((value) => value.toLowerCase());
  const isPrinted = (value: string) => printed.some((each) => each.includes(value.toLowerCase()));
  return sureOf(answer).flatMap(({ key, value }) => (isPrinted(value) ? [] : [`${key}: ${value}`]));
}

/** Dates as fields show them. */
function inDigits(text: string): string {
  const padded = text.replace(/(?<=ngày |tháng )\d(?!\d)/gu, "0$&");
  return padded.replace(/ngày (\d+) tháng (\d+) năm (\d{4})/gu, "$1/$2/$3");
}

describe("a page with nothing on it that could be read", () => {
  test.each<[name: string, bytes: () => Uint8Array, note: PageNote]>([
    ["white", () => make.even(255), "blank"],
    ["grey", () => make.even(128), "blank"],
    ["black", () => make.even(0), "unreadable"],
    ["50 pixels", () => make.noise(3, { width: 50, height: 50 }), "unreadable"],
    ["noise", () => make.noise(9), "unreadable"],
    ["a picture without text", () => make.picture(4), "unreadable"],
    ["signs of no known script", () => make.signs(5), "unreadable"],
    ["too faint", () => make.faint(picture("decision"), 0.05), "unreadable"],
    ["twelve rows of pixels", () => make.sliver(picture("authorisation"), 12), "unreadable"],
  ])("%s", async (name, bytes, note) => {
    const answer = await answerTo(name, bytes());
    expect(answer.notes).toEqual([note]);
    expect(answer.type).toBeNull();
    expect(answer.fields.filter(({ value }) => value !== "")).toEqual([]);
  });
});

describe("a page that can be read, but should not have come so", () => {
  test("two in one picture: it is said, and nothing is sure", async () => {
    const bytes = make.sideBySide(picture("birth-certificate"), picture("death-certificate"));
    const answer = await answerTo("two side by side", bytes);
    expect(answer.notes).toContain("two_pages");
    expect(sureOf(answer)).toEqual([]);
  });

  test.each(["upperPart", "lowerPart"] as const)("half of one (%s): it is said, and nothing is sure", async (part) => {
    const answer = await answerTo(`half: ${part}`, make[part](picture("birth-registration"), 0.48));
    expect(answer.notes).toContain("half_page");
    expect(sureOf(answer)).toEqual([]);
  });

  test("in another language: it is said, and nothing is sure", async () => {
    const answer = await answerTo("another language", fs.readFileSync(FOREIGN));
    expect(answer.notes).toEqual(["other_language"]);
    expect(answer.type).toBeNull();
    expect(sureOf(answer)).toEqual([]);
  });

  test.each([
    ["upside down", "authorisation", 2],
    ["sideways", "decision", 1],
  ])("%s: it is said, and read all the same", async (name, paper, quarters) => {
    const answer = await answerTo(name, make.turned(picture(paper), quarters));
    expect(answer.notes).toEqual(["upside_down"]);
    expect(answer.type).toBe(paper);
    expect(sureOf(answer).length).toBeGreaterThan(4);
    expect(inventedOn(paper, answer)).toEqual([]);
  });

  test("a photo of a screen: what is sure stands there", async () => {
    const answer = await answerTo("photo of a screen", make.ofScreen(picture("authorisation-2")));
    expect(inventedOn("authorisation-2", answer)).toEqual([]);
  });

  test("handwriting: it is said, and nothing of it is sure", async () => {
    const paper = picture("birth-registration");
    const boxes = (await understand(paper)).fields.flatMap(({ box }): Box[] => (box ? [box] : []));
    expect(boxes.length).toBeGreaterThan(8);
    const answer = await answerTo("handwriting", make.scrawledOver(paper, boxes));
    expect(answer.notes).toEqual(["handwriting"]);
    expect(answer.fields.filter(({ state, box }) => state === "unread" && box).length).toBeGreaterThan(5);
    expect(inventedOn("birth-registration", answer)).toEqual([]);
  });

  test("a strip as long as six receipts: nothing is sure that does not stand there", async () => {
    expect(inventedOn("fee-receipt", await answerTo("long strip", make.strip(picture("fee-receipt"), 6)))).toEqual([]);
  });
});
