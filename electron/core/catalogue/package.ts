// The catalogue as it is shipped: a versioned package of files, each checked against its hash before it is used.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { Procedure } from "../../../shared/contract";
import { WorkCalendar } from "../../../shared/domain";
import { DomainError } from "../../../shared/errors";

export const MANIFEST_FILE = "catalogue/manifest.json";

export const CatalogueManifest = z.object({
  format: z.literal(1),
  version: z.string().min(1),
  source: z.string(),
  counts: z.object({ procedures: z.number().int(), checked: z.number().int(), components: z.number().int() }),
  /** Paths relative to the assets folder, with forward slashes. */
  files: z.object({
    procedures: z.array(PackedFile()).min(1),
    calendar: z.array(PackedFile()).min(1),
    aliases: z.array(PackedFile()),
  }),
});
export type CatalogueManifest = z.infer<typeof CatalogueManifest>;

const Aliases = z.record(z.string(), z.array(z.string()));
export type Aliases = z.infer<typeof Aliases>;

export interface CataloguePackage {
  version: string;
  procedures: Procedure[];
  /** What people call a procedure, by its code: "sao y", "giấy độc thân". */
  aliases: Aliases;
  calendar: WorkCalendar;
}

/**
 * Reads and verifies the package. Works offline; touches only `assetsFolder`.
 * @throws DomainError CATALOGUE_DAMAGED {file, reason: missing | hash | format | count}
 */
export async function loadCatalogue(assetsFolder: string): Promise<CataloguePackage> {
  const manifest = parse(CatalogueManifest, await readAsset(assetsFolder, MANIFEST_FILE), MANIFEST_FILE);
  const procedureLists = await readParts(assetsFolder, manifest.files.procedures, z.array(Procedure));
  const aliases = await readParts(assetsFolder, manifest.files.aliases, Aliases);
  const calendars = await readParts(assetsFolder, manifest.files.calendar, WorkCalendar);
  const procedures = procedureLists.flat();
  const codes = new Set(procedures.map((procedure) => procedure.code));
  if (procedures.length !== manifest.counts.procedures || codes.size !== procedures.length) {
    throw damaged(MANIFEST_FILE, "count");
  }
  const calendar = {
    years: calendars.flatMap((part) => part.years),
    days: calendars.flatMap((part) => part.days).sort((left, right) => left.date.localeCompare(right.date)),
  };
  return { version: manifest.version, procedures, aliases: Object.assign({}, ...aliases) as Aliases, calendar };
}

const PROVINCE_PACKAGE = "province";

/** What a province publishes: the whole catalogue as one JSON file. */
const PackageFile = z.object({
  format: z.literal(1),
  version: z.string().min(1).max(100),
  procedures: z.array(Procedure).min(1),
  aliases: Aliases,
  calendar: WorkCalendar,
});

/** @throws DomainError CATALOGUE_DAMAGED {file, reason: format | count} */
export function readPackage(bytes: Uint8Array): CataloguePackage {
  const { format: _format, ...content } = parse(PackageFile, Buffer.from(bytes), PROVINCE_PACKAGE);
  const codes = new Set(content.procedures.map((procedure) => procedure.code));
  const days = content.calendar.days.toSorted((left, right) => left.date.localeCompare(right.date));
  if (codes.size !== content.procedures.length || content.calendar.years.length === 0)
    throw damaged(PROVINCE_PACKAGE, "count");
  return { ...content, calendar: { ...content.calendar, days } };
}

function PackedFile() {
  const isInside = (name: string): boolean => !name.split("/").includes("..") && !path.isAbsolute(name);
  return z.object({ path: z.string().refine(isInside), sha256: z.string().length(64), sizeBytes: z.number().int() });
}

async function readParts<T>(
  assetsFolder: string,
  files: { path: string; sha256: string }[],
  schema: z.ZodType<T>,
): Promise<T[]> {
  return Promise.all(
    files.map(async (file) => {
      const bytes = await readAsset(assetsFolder, file.path);
      if (createHash("sha256").update(bytes).digest("hex") !== file.sha256) throw damaged(file.path, "hash");
      return parse(schema, bytes, file.path);
    }),
  );
}

async function readAsset(assetsFolder: string, file: string): Promise<Buffer> {
  try {
    return await readFile(path.join(assetsFolder, file));
  } catch (cause) {
    throw damaged(file, "missing", cause);
  }
}

function parse<T>(schema: z.ZodType<T>, bytes: Buffer, file: string): T {
  try {
    return schema.parse(JSON.parse(bytes.toString("utf8")));
  } catch (cause) {
    throw damaged(file, "format", cause);
  }
}

function damaged(file: string, reason: string, cause?: unknown): DomainError {
  return new DomainError("CATALOGUE_DAMAGED", { file, reason }, { cause });
}
