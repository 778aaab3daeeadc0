// Chooses the storage by its address.
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { FileStorage } from "./file-storage";
import { openFolderStorage } from "./folder-storage";

const UNFINISHED_LIFE_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * @param address `file:///folder` or `s3://bucket/prefix?endpoint=http://…&region=…`; undefined: in the data folder
 * @param lifeMs how long an unfinished upload is kept
 * @throws TypeError for any other address
 */
export async function openStorage(
  address: string | undefined,
  dataFolder: string,
  lifeMs = UNFINISHED_LIFE_MS,
): Promise<FileStorage> {
  if (address === undefined) {
    const folder = path.join(dataFolder, "files");
    return openFolderStorage({
      folder,
      unfinishedFolder: path.join(dataFolder, "uploads"),
      lifeMs,
    });
  }
  const url = new URL(address);
  if (url.protocol === "s3:") return openS3(url, lifeMs);
  const folder = fileURLToPath(url);
  // Beside the files: a file cannot change its disk by getting another name, and other processes see it too.
  return openFolderStorage({ folder, unfinishedFolder: path.join(folder, "unfinished"), lifeMs });
}

async function openS3(url: URL, lifeMs: number): Promise<FileStorage> {
  const { openS3Storage } = await import("./s3-storage"); // its client is large, and few need it
  const prefix = url.pathname.replace(/^\/+|\/+$/g, "");
  return openS3Storage(
    {
      bucket: url.hostname,
      prefix: prefix === "" ? "" : `${prefix}/`,
      endpoint: url.searchParams.get("endpoint") ?? undefined,
      region: url.searchParams.get("region") ?? process.env["AWS_REGION"] ?? "us-east-1",
    },
    lifeMs,
  );
}
