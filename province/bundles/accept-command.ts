// province accept FILE: carries out a bundle from a stick at the province itself and puts the receipt bundle beside it.
import { ORPCError } from "@orpc/server";
import fs from "node:fs";
import { open, rename } from "node:fs/promises";
import path from "node:path";
import { BUNDLE_EXTENSION, RECEIPT_EXTENSION } from "../../shared/wire";

const BAD_INPUT = 2;
const REFUSED = 1;

/** Before anything is opened. @returns undefined, with a word on stderr, when it is not one file that is there */
export function bundleFileOf(args: readonly string[]): string | undefined {
  const [file, ...more] = args;
  if (file !== undefined && more.length === 0 && fs.existsSync(file)) return file;
  console.error(`province: usage: accept FILE${BUNDLE_EXTENSION}`);
  process.exitCode = BAD_INPUT;
  return undefined;
}

/** @returns the exit code: 0 done, 1 refused as a whole */
export async function acceptFromStick(acceptBundle: (file: string) => Promise<string>, file: string): Promise<number> {
  try {
    const text = await acceptBundle(file);
    const place = path.join(path.dirname(file), path.basename(file, BUNDLE_EXTENSION) + RECEIPT_EXTENSION);
    await writeDurably(place, text);
    console.log(JSON.stringify({ receipts: place, ...count(text) }));
    return 0;
  } catch (error) {
    if (!(error instanceof ORPCError) || error.code !== "BUNDLE_REFUSED") throw error;
    console.error(`province: ${(error.data as { reason: string }).reason}`);
    return REFUSED;
  }
}

function count(text: string): { accepted: number; notAccepted: number } {
  const { outcomes } = JSON.parse(text.split("\n")[1] ?? "") as { outcomes: { outcome: string }[] };
  const accepted = outcomes.filter(({ outcome }) => outcome === "committed").length;
  return { accepted, notAccepted: outcomes.length - accepted };
}

async function writeDurably(place: string, text: string): Promise<void> {
  const unfinished = `${place}.part`;
  const handle = await open(unfinished, "w", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(unfinished, place);
}
