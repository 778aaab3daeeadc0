// quay ocr: every picture of a folder read by the program's own pipeline, one .txt per picture.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Command } from "./command";
import { existingFolder, outputFolder } from "./folders";
import { eachPage, pictureNames, resultStem } from "./pictures";

export const ocrCommand: Command = {
  usage: "ocr --in DIR --out DIR",
  async run(context) {
    const { values } = parseArgs({ args: context.args, options: { in: { type: "string" }, out: { type: "string" } } });
    const from = existingFolder(context, "--in", values.in);
    const to = outputFolder(context, "--out", values.out);
    const names = pictureNames(from);
    const { recognition } = context.office;
    let failed = 0;
    for (const name of names) {
      const pages = await eachPage(context, path.join(from, name), (page) => recognition.readPicture(page));
      if (!pages) {
        failed += 1;
        continue;
      }
      const target = path.join(to, `${resultStem(name, names)}.txt`);
      fs.writeFileSync(target, pages.map(({ text }) => text).join("\n"));
      context.print(target);
    }
    context.print(`${names.length - failed} read, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  },
};
