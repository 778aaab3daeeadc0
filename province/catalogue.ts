// The catalogue and calendar that the counters take over: a package uploaded by the clerk, and signed by the
// province when it is handed out.
import { ORPCError } from "@orpc/server";
import type { ProvinceFile } from "../shared/wire";
import { REASONS } from "./refusals";
import type { Database } from "./sql";

interface CataloguePackage {
  version: string;
  file: ProvinceFile;
  signature: string;
}

export interface Catalogue {
  /** null: the counter has it, or there is none. */
  latest(have: string): Promise<CataloguePackage | null>;
  /** The same package again changes nothing. @throws ORPCError FILE_UNKNOWN, CONFLICT */
  publish(version: string, file: ProvinceFile): Promise<{ version: string }>;
}

interface PackageRow {
  version: string;
  sha256: string;
  file: string;
}

/** @param sign Ed25519 over the UTF-8 text, base64url */
export function createCatalogue(database: Database, sign: (text: string) => Promise<string>): Catalogue {
  return {
    async latest(have) {
      const [row] = await database.query<PackageRow>(
        "SELECT version, sha256, file FROM catalogue_packages ORDER BY position DESC LIMIT 1",
      );
      if (!row || row.version === have) return null;
      const signature = await sign(`qmc-catalogue\n${row.version}\n${row.sha256}`);
      return { version: row.version, file: JSON.parse(row.file) as ProvinceFile, signature };
    },
    async publish(version, file) {
      const [stored] = await database.query<{ size_bytes: number }>("SELECT size_bytes FROM files WHERE sha256 = $1", [
        file.sha256,
      ]);
      if (!stored) throw new ORPCError("FILE_UNKNOWN", { status: 404 });
      const sized = { ...file, sizeBytes: Number(stored.size_bytes) };
      await database.query(
        `INSERT INTO catalogue_packages (version, sha256, file, published_at_utc) VALUES ($1, $2, $3, $4)
         ON CONFLICT (version) DO NOTHING`,
        [version, file.sha256, JSON.stringify(sized), new Date().toISOString()],
      );
      await checkPublished(database, version, file.sha256);
      return { version };
    },
  };
}

/** A version that counters may have already never gets another content. */
async function checkPublished(database: Database, version: string, sha256: string): Promise<void> {
  const [row] = await database.query<{ sha256: string }>("SELECT sha256 FROM catalogue_packages WHERE version = $1", [
    version,
  ]);
  if (row?.sha256 !== sha256)
    throw new ORPCError("CONFLICT", { status: 409, data: { reason: REASONS.catalogueTaken } });
}
