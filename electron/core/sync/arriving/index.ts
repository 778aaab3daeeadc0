// What comes down from the province in a run, beside what goes up: numbers, papers known elsewhere, catalogue, files.
import { errorCodeOf, type ErrorCode } from "../../../../shared/errors";
import type { BlobStore, Reader } from "../../storage";
import { verdictOf } from "../sending/verdict";
import { askForCatalogue, takeCatalogue, type CatalogueDeps } from "./catalogue-update";
import { fetchFiles, type DownloadDeps } from "./downloads";
import { ensureLeases, type LeaseDeps } from "./leases";
import { dossiersOfResult } from "./results";
import { dossiersReusing, pullReusablePapers, type PapersDeps } from "./reusable-papers";
import type { CataloguePort } from "../ports";
import type { ProvinceClient } from "../province-client";

export { listResults, readResult, takeResult } from "./results";
export { restoreCatalogue } from "./catalogue-update";

/** Dossiers that show a file, as a result or as a page of a paper that stands in. */
export function dossiersOfFile(reader: Reader, sha256: string): string[] {
  return [...new Set([...dossiersOfResult(reader, sha256), ...dossiersReusing(reader, sha256)])];
}

export interface ArrivingDeps
  extends Omit<LeaseDeps, "client">, Omit<PapersDeps, "client">, Omit<DownloadDeps, "blobs"> {
  blobs: Pick<BlobStore, "put" | "get">;
  client: ProvinceClient;
  catalogue: CataloguePort;
  /** When something was last asked for, by name, as performance.now(). */
  asked: Map<string, number>;
  newsMs: number;
}

const HOUR_MS = 3_600_000;

/**
 * Sending never waits for any of this. A step that the province refuses is left for later; one that the line cuts ends
 * the rest, and sending finds out for itself.
 */
export async function takeArriving(deps: ArrivingDeps): Promise<void> {
  const catalogueDeps: CatalogueDeps = deps;
  const steps: { name: string; everyMs: number; work(): Promise<void> }[] = [
    { name: "leases", everyMs: 20 * deps.newsMs, work: () => ensureLeases(deps) },
    { name: "papers", everyMs: deps.newsMs, work: () => pullReusablePapers(deps) },
    {
      name: "catalogue",
      everyMs: Math.min(HOUR_MS, 120 * deps.newsMs),
      work: () => askForCatalogue(catalogueDeps, deps.client),
    },
    { name: "files", everyMs: 0, work: () => fetchFiles(deps) },
    { name: "catalogue in force", everyMs: 0, work: async () => takeCatalogue(catalogueDeps) },
  ];
  for (const { name, everyMs, work } of steps) {
    if (!isTime(deps.asked, name, everyMs)) continue;
    const code = await codeOf(work);
    if (code === null) continue;
    if (["line", "stop"].includes(verdictOf(code))) {
      deps.asked.delete(name);
      return;
    }
    console.warn(`sync: ${name}: ${code}`);
  }
}

function isTime(asked: Map<string, number>, name: string, everyMs: number): boolean {
  const now = performance.now();
  const last = asked.get(name);
  if (last !== undefined && now - last < everyMs) return false;
  asked.set(name, now);
  return true;
}

/** @returns null when it went well */
async function codeOf(work: () => Promise<void>): Promise<ErrorCode | null> {
  try {
    await work();
    return null;
  } catch (error) {
    const code = errorCodeOf(error);
    if (code === "INTERNAL") throw error;
    return code;
  }
}
