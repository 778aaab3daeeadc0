// What poppler's tools say about a PDF: its text, its fonts, its pages as grey pictures.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

export interface EmbeddedFont {
  name: string;
  isEmbedded: boolean;
}

export interface GreyPage {
  width: number;
  height: number;
  pixels: Uint8Array;
}

/** Text in reading order; how wide the gaps are is the tool's affair. */
export function textOf(file: string): string {
  return run("pdftotext", ["-layout", file, "-"])
    .split("\n")
    .map((line) => line.trim().replace(/ {2,}/g, "  "))
    .filter((line) => line !== "")
    .join("\n")
    .normalize("NFC");
}

export function pageCountOf(file: string): number {
  return Number(/^Pages:\s+(\d+)/m.exec(run("pdfinfo", [file]))?.[1] ?? 0);
}

export function fontsOf(file: string): EmbeddedFont[] {
  const lines = run("pdffonts", [file]).split("\n").slice(2);
  return lines
    .filter((line) => line !== "")
    .map((line) => {
      const [name = ""] = line.split(/\s+/);
      const [, isEmbedded = "no"] = /\s(yes|no)\s+(?:yes|no)\s+(?:yes|no)\s+\d+\s+\d+\s*$/.exec(line) ?? [];
      return { name: name.replace(/^[A-Z]{6}\+/, ""), isEmbedded: isEmbedded === "yes" };
    });
}

export function greyPagesOf(file: string, resolutionDpi: number): GreyPage[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "quay-golden-"));
  try {
    run("pdftoppm", ["-gray", "-r", String(resolutionDpi), file, path.join(folder, "page")]);
    return fs
      .readdirSync(folder)
      .sort()
      .map((name) => parsePgm(fs.readFileSync(path.join(folder, name))));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Share of pixels, 0…1, that differ clearly; 1 when the pages are not of one size. */
export function differenceOf(left: GreyPage, right: GreyPage): number {
  if (left.width !== right.width || left.height !== right.height) return 1;
  const isClear = 80;
  const differing = left.pixels.filter((value, index) => Math.abs(value - (right.pixels[index] ?? 0)) > isClear);
  return differing.length / left.pixels.length;
}

/** Binary PGM as pdftoppm writes it: "P5\nwidth height\n255\n" and the pixels. */
function parsePgm(bytes: Buffer): GreyPage {
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 60).toString("latin1"));
  if (!head) throw new Error("not a PGM picture");
  return { width: Number(head[1]), height: Number(head[2]), pixels: bytes.subarray(head[0].length) };
}

function run(program: string, argv: string[]): string {
  const result = spawnSync(program, argv, { encoding: "utf8", timeout: 60_000, killSignal: "SIGKILL" });
  if (result.status !== 0) throw new Error(`${program}: ${result.error?.message ?? result.stderr}`);
  return result.stdout;
}
