// Files in an object store that speaks S3 (MinIO, Ceph, a provincial cloud).
import { ERRORS } from "@tus/server";
import type { Readable } from "node:stream";
import type { FileStorage } from "./file-storage";
import { S3Uploads, type S3Place } from "./s3-uploads";

/** Credentials come from the usual AWS_* variables. */
export function openS3Storage(place: S3Place, lifeMs: number): FileStorage {
  const store = new S3Uploads(place, lifeMs);
  const keyOf = (sha256: string) => `${place.prefix}files/${sha256.slice(0, 2)}/${sha256}`;
  return {
    unfinished: store,
    idOf: (name) => `${place.prefix}unfinished/${name}`,
    readUnfinished: (id) => store.readWhole(id),
    place: (id, sha256) => store.join(id, keyOf(sha256)),
    put: (sha256, content) => store.putObject(keyOf(sha256), content),
    discard: (id) => store.remove(id),
    read: (sha256, range) => readOr404(() => store.readObject(keyOf(sha256), range)),
    remove: (sha256) => store.removeObject(keyOf(sha256)),
    check: () => store.check(),
  };
}

async function readOr404(read: () => Promise<Readable | undefined>): Promise<Readable> {
  const content = await read();
  if (!content) throw ERRORS.FILE_NOT_FOUND;
  return content;
}
