// quay ocr: every picture of a folder read by the program's own pipeline, one .txt per picture.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { errorCodeOf } from "../../../shared/errors";
import { CommandError, type Command, type CommandContext } from "./command";
import { existingFolder, outputFolder } from "./folders";

const PICTURE = /\.(jpe?g|png|tiff?|pdf)$/i;

export const ocrCommand: Command = {
  usage: "ocr --in DIR --out DIR",
  async run(context) {
    const { values } = parseArgs({ args: context.args, options: { in: { type: "string" }, out: { type: "string" } } });
    const from = existingFolder(context, "--in", values.in);
    const to = outputFolder(context, "--out", values.out);
    const names = fs
      .readdirSync(from)
      .filter((name) => PICTURE.test(name))
      .sort();
    if (names.length === 0) throw new CommandError(`no picture in ${from}`);
    let failed = 0;
    for (const name of names) {
      const isRead = await readOne(context, path.join(from, name), path.join(to, textName(name, names)));
      if (!isRead) failed += 1;
    }
    context.print(`${names.length - failed} read, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  },
};

/** "a.jpg" gives "a.txt"; where "a.pdf" stands beside it both keep their ending, so that neither text replaces the other. */
function textName(name: string, names: readonly string[]): string {
  const stem = path.parse(name).name;
  const isAlone = names.every((other) => other === name || path.parse(other).name !== stem);
  return `${isAlone ? stem : name}.txt`;
}

/** A picture that cannot be read does not hold back the others. */
async function readOne(context: CommandContext, file: string, target: string): Promise<boolean> {
  const { imaging, recognition } = context.office;
  const texts: string[] = [];
  try {
    for await (const page of imaging.pagesOfFile(fs.readFileSync(file), new AbortController().signal)) {
      texts.push((await recognition.readPicture(page)).text);
    }
  } catch (error) {
    console.error(`${path.basename(file)}: ${errorCodeOf(error)}`);
    return false;
  }
  fs.writeFileSync(target, texts.join("\n"));
  context.print(target);
  return true;
}
