// Conversations with WIA, written after its documentation (wiadef.h, the WIA property and error references): none of
// them was recorded on a real Windows. "> " is what the driver must say (by its task), "< " what the helper answers,
// "! crash" and "! hang" what befalls it. A process replays them.
import fs from "node:fs";
import path from "node:path";
import type { HelperProgram } from "./helper-script";

/** A copier with glass, feeder, both sides and multi-feed detection; 216 x 297 mm glass, 216 x 356 mm feeder. */
const COPIER_DEVICE = [
  { id: 3074, value: 8500, isReadOnly: true },
  { id: 3075, value: 11693, isReadOnly: true },
  { id: 3076, value: 8500, isReadOnly: true },
  { id: 3077, value: 14000, isReadOnly: true },
  { id: 3086, value: 0x07, isReadOnly: true },
  { id: 3087, value: 0x03, isReadOnly: true },
  { id: 3088, value: 2, isReadOnly: false, values: [1, 2, 4] },
  { id: 3096, value: 0, isReadOnly: false, min: 0, max: 50, step: 1 },
];
const COPIER_ITEM = [
  { id: 4168, value: 0, isReadOnly: false, values: [0, 1] },
  { id: 6146, value: 1, isReadOnly: false, values: [1, 2, 4] },
  { id: 6147, value: 100, isReadOnly: false, values: [100, 200, 300, 600] },
  { id: 6148, value: 100, isReadOnly: false, values: [100, 200, 300, 600] },
  { id: 6149, value: 0, isReadOnly: false, min: 0, max: 849, step: 1 },
  { id: 6150, value: 0, isReadOnly: false, min: 0, max: 1168, step: 1 },
  { id: 6151, value: 850, isReadOnly: false, min: 1, max: 850, step: 1 },
  { id: 6152, value: 1169, isReadOnly: false, min: 1, max: 1169, step: 1 },
];

/** A plain flatbed that tells nothing of its paper path and offers a range of resolutions. */
export const FLATBED = {
  device: [
    { id: 3074, value: 8500, isReadOnly: true },
    { id: 3075, value: 11700, isReadOnly: true },
  ],
  item: [
    { id: 6146, value: 1, isReadOnly: false },
    { id: 6147, value: 150, isReadOnly: false, min: 50, max: 1200, step: 50 },
    { id: 6148, value: 150, isReadOnly: false, min: 50, max: 1200, step: 50 },
  ],
};

export const COPIER = { device: COPIER_DEVICE, item: COPIER_ITEM };

/** The copier once the driver's properties are written. */
function appliedCopier(select: number, resolutionDpi: number) {
  const set = (properties: typeof COPIER_DEVICE, id: number, value: number) =>
    properties.map((property) => (property.id === id ? { ...property, value } : property));
  return { device: set(COPIER_DEVICE, 3088, select), item: set(COPIER_ITEM, 6147, resolutionDpi) };
}

export function page(bytes: string, status: number | null = 0x03): string {
  return `> next\n< ${JSON.stringify({ event: "page", status, base64: Buffer.from(bytes).toString("base64") })}`;
}

export function faultAtNext(hresult: string, status: number | null = null): string {
  return `> next\n< ${JSON.stringify({ event: "fault", hresult, status })}`;
}

export function opened(select: number, resolutionDpi = 300): string {
  return `> open
< ${JSON.stringify({ event: "opened", ...COPIER })}
> apply
< ${JSON.stringify({ event: "applied", ...appliedCopier(select, resolutionDpi) })}`;
}

// Says what was recorded, checks what it is told, and writes every order into a file beside the transcript.
const REPLAY = `
const fs = require("node:fs");
const lines = fs.readFileSync(process.argv[1], "utf8").split("\\n").filter(Boolean);
const speak = () => {
  while (lines.length > 0 && !lines[0].startsWith("> ")) {
    const line = lines.shift();
    if (line === "! crash") process.exit(3);
    if (line === "! hang") return setInterval(() => {}, 1000);
    process.stdout.write(line.slice(2) + "\\n");
  }
};
require("node:readline").createInterface({ input: process.stdin }).on("line", (text) => {
  fs.appendFileSync(process.argv[1] + ".orders", text + "\\n");
  const { task } = JSON.parse(text);
  if (task === "close") process.exit(0);
  const expected = lines.shift();
  if (expected !== "> " + task) { process.stderr.write("told " + task + " instead of " + expected); process.exit(9); }
  speak();
}).on("close", () => process.exit(0));
`;

export interface Replay {
  helper: HelperProgram;
  /** Every order that was given, as JSON. */
  orders(): { task: string; writes?: { on: string; id: number; value: number }[] }[];
}

export function replay(folder: string, transcript: string): Replay {
  const file = path.join(folder, `transcript-${fs.readdirSync(folder).length}`);
  fs.writeFileSync(file, transcript);
  return {
    helper: { command: process.execPath, args: ["-e", REPLAY, file] },
    orders: () => readLines(`${file}.orders`),
  };
}

function readLines(file: string) {
  const lines = fs.readFileSync(file, "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line) as ReturnType<Replay["orders"]>[number]);
}
