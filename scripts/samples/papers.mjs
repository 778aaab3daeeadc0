// The drawn samples of the paper types: where their pictures are, and what is true of them.
import fs from "node:fs";
import path from "node:path";
import { ROOT } from "../setup/places.mjs";
import { blocksText } from "./paper-blocks.mjs";

const TYPES = path.join(ROOT, "electron", "core", "extraction", "paper-types");
const PICTURES = path.join(ROOT, "assets", "samples", "papers");

/**
 * One for each page of each sample, in the order of their names.
 * @returns {{name: string, typeId: string, layout: number, picture: string, text: string, fields: Record<string, string>, blocks: unknown[]}[]}
 *   picture: path of a JPEG at 200 dpi, `text` what stands on it, `fields` the values to be found by key
 */
export function listPapers() {
  const folders = fs.readdirSync(TYPES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name: folder }) => {
    const { pages } = JSON.parse(fs.readFileSync(path.join(TYPES, folder, "sample.json"), "utf8"));
    return pages.map(({ blocks, fields }, layout) => {
      const name = layout === 0 ? folder : `${folder}-${layout + 1}`;
      const picture = path.join(PICTURES, `${name}.jpg`);
      return { name, typeId: folder.replaceAll("-", "_"), layout, picture, text: blocksText(blocks), fields, blocks };
    });
  });
}
