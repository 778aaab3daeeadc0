// quay scan: pages from a scanner into a folder, without a dossier.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { DriverName, ScanSettings } from "../../../shared/contract";
import type { StoredImage } from "../imaging";
import type { ScanningService } from "../scanning";
import { CommandError, type Command, type CommandContext } from "./command";
import { outputFolder } from "./folders";

const OPTIONS = {
  driver: { type: "string" },
  device: { type: "string" },
  out: { type: "string" },
  source: { type: "string" },
  mode: { type: "string" },
  resolution: { type: "string" },
  pages: { type: "string" },
  option: { type: "string", multiple: true },
} as const;

type LooseScan = Parameters<ScanningService["scanImages"]>[0];

export const scanCommand: Command = {
  usage:
    "scan --driver sane|escl|twain|wia|folder|file --device ID|FILE --out DIR [--source flatbed|feeder|duplex] [--mode colour|grey|black_white] " +
    "[--resolution DPI] [--pages N] [--option NAME=VALUE …]",
  async run(context) {
    const { values } = parseArgs({ args: context.args, options: OPTIONS });
    const driver = DriverName.safeParse(values.driver);
    if (!driver.success) throw new CommandError(`--driver must be one of ${DriverName.options.join(", ")}`);
    if (!values.device) throw new CommandError("--device is missing");
    const settings = readSettings(values);
    const folder = outputFolder(context, "--out", values.out);
    const pages = pagesOf(context, { driver: driver.data, deviceId: values.device, settings });
    // What an earlier scan left in the folder is never written over.
    let count = lastPageIn(folder);
    for await (const image of pages) {
      count += 1;
      const extension = image.mimeType === "image/png" ? "png" : "jpg";
      const file = path.join(folder, `page-${String(count).padStart(4, "0")}.${extension}`);
      fs.writeFileSync(file, image.bytes);
      context.print(`${file}\t${image.widthPx}x${image.heightPx}\t${image.resolutionDpi} dpi`);
    }
    return 0;
  },
};

/** For the driver "file" the device is a file: PDF, JPEG, PNG or TIFF. */
function pagesOf(context: CommandContext, order: LooseScan): AsyncIterable<StoredImage> {
  const { scanning, imaging } = context.office;
  const { signal } = new AbortController();
  if (order.driver !== "file") return scanning.scanImages(order, signal);
  const file = path.resolve(context.workingFolder, order.deviceId);
  if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) throw new CommandError(`no file ${file}`);
  return imaging.pagesOfFile(fs.readFileSync(file), signal);
}

function lastPageIn(folder: string): number {
  const numbers = fs.readdirSync(folder).map((name) => Number(/^page-(\d+)\.(?:jpg|png)$/.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers);
}

type Values = Partial<Record<keyof typeof OPTIONS, string | string[] | undefined>>;

function readSettings(values: Values): ScanSettings {
  const options = (values.option as string[] | undefined) ?? [];
  const pairs = options.map((pair) => {
    const at = pair.indexOf("=");
    if (at < 1) throw new CommandError(`--option ${pair} is not NAME=VALUE`);
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
  const settings = ScanSettings.safeParse({
    source: values.source,
    colourMode: values.mode,
    resolutionDpi: values.resolution === undefined ? undefined : Number(values.resolution),
    maxPages: values.pages === undefined ? undefined : Number(values.pages),
    vendorOptions: Object.fromEntries(pairs) as Record<string, string>,
  });
  if (settings.success) return settings.data;
  const [issue] = settings.error.issues;
  throw new CommandError(`${issue?.path.join(".") ?? "settings"}: ${issue?.message ?? "invalid"}`);
}
