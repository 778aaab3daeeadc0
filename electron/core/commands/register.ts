// quay register: enrols this counter with its province by a one-time code.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { CommandError, type Command } from "./command";

export const registerCommand: Command = {
  usage: "register --url <https://…> --code <XXXX-XXXX-XXXX> [--ca <file.pem>]",
  async run({ office, args, workingFolder, print }) {
    const options = { url: { type: "string" }, code: { type: "string" }, ca: { type: "string" } } as const;
    const { url, code, ca } = parseArgs({ args, options }).values;
    if (url === undefined || code === undefined) throw new CommandError("--url and --code are needed");
    const caPem = ca === undefined ? null : readCertificates(path.resolve(workingFolder, ca));
    await office.sync.register({ provinceUrl: url, enrolmentCode: code, caPem });
    print(`registered with ${office.settings.get().provinceUrl ?? url}`);
    return 0;
  },
};

function readCertificates(file: string): string {
  if (!fs.existsSync(file)) throw new CommandError(`no such file: ${file}`);
  const text = fs.readFileSync(file, "utf8");
  if (!text.includes("-----BEGIN CERTIFICATE-----")) throw new CommandError(`no certificate (PEM) in ${file}`);
  return text;
}
