// quay extract: every picture of a folder read and understood by the program's own pipeline, one .json per page.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import type { StoredImage } from "../imaging";
import type { Command, CommandContext } from "./command";
import { existingFolder, outputFolder } from "./folders";
import { eachPage, pictureNames, resultStem } from "./pictures";

export const extractCommand: Command = {
  usage: "extract --in DIR --out DIR",
  async run(context) {
    const { values } = parseArgs({ args: context.args, options: { in: { type: "string" }, out: { type: "string" } } });
    const from = existingFolder(context, "--in", values.in);
    const to = outputFolder(context, "--out", values.out);
    const names = pictureNames(from);
    let failed = 0;
    for (const name of names) {
      const pages = await eachPage(context, path.join(from, name), (page, number) =>
        understand(context, page, { name, number }),
      );
      if (pages) savePages(context, path.join(to, resultStem(name, names)), pages);
      else failed += 1;
    }
    context.print(`${names.length - failed} read, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  },
};

async function understand(
  { office }: CommandContext,
  page: StoredImage,
  { name, number }: { name: string; number: number },
) {
  const read = await office.recognition.readPicture(page);
  const { type, typeConfidence, fields, notes } = office.extraction.understand(read, page);
  return {
    file: name,
    page: number,
    type: type && { id: type.id, name: type.name, confidence: Math.round(typeConfidence * 1000) / 1000 },
    fields: fields.map(({ threshold: _, ...field }) => field),
    notes,
    text: read.text,
  };
}

/** "a.json"; of a file with several pages "a-1.json", "a-2.json" … */
function savePages(context: CommandContext, stem: string, pages: readonly object[]): void {
  pages.forEach((page, index) => {
    const target = pages.length === 1 ? `${stem}.json` : `${stem}-${index + 1}.json`;
    fs.writeFileSync(target, `${JSON.stringify(page, null, 2)}\n`);
    context.print(target);
  });
}
