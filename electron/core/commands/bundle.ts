// quay bundle: the queue onto a stick, and what comes back from a stick.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { CommandError, type Command, type CommandContext } from "./command";
import { existingFolder } from "./folders";

export const bundleCommand: Command = {
  usage: "bundle export --to FOLDER | bundle import FILE",
  async run(context) {
    const { values, positionals } = parseArgs({
      args: context.args,
      options: { to: { type: "string" } },
      allowPositionals: true,
    });
    const [action, file, ...more] = positionals;
    if (more.length > 0) throw new CommandError(`unexpected "${more.join(" ")}"`);
    if (action === "export" && file === undefined) return exportTo(context, values.to);
    if (action === "import" && values.to === undefined) return importFile(context, file);
    throw new CommandError("export --to FOLDER or import FILE is wanted");
  },
};

async function exportTo(context: CommandContext, to: string | undefined): Promise<number> {
  const folder = existingFolder(context, "--to", to);
  const { file, sizeBytes, operations, left } = await context.office.sync.bundle.export(folder);
  context.print(`${file}\t${operations} operations\t${sizeBytes} B`);
  if (left > 0) context.print(`${left} operations did not fit: export again`);
  return 0;
}

async function importFile(context: CommandContext, name: string | undefined): Promise<number> {
  if (!name) throw new CommandError("a file is missing");
  const file = path.resolve(context.workingFolder, name);
  if (!fs.existsSync(file)) throw new CommandError(`no file ${file}`);
  const { kind, accepted, notAccepted, receiptFile } = await context.office.sync.bundle.import(file);
  context.print(`${kind}: accepted ${accepted}, not accepted ${notAccepted}`);
  if (receiptFile !== null) context.print(receiptFile);
  return notAccepted === 0 ? 0 : 1;
}
