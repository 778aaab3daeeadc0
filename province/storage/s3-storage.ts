// Files in an object store that speaks S3 (MinIO, Ceph, a provincial cloud). The bucket is the province's own.
import { S3Store, type MetadataValue } from "@tus/s3-store";
import { ERRORS } from "@tus/server";
import type { Readable } from "node:stream";
import type { ByteRange, FileStorage } from "./file-storage";

export interface S3Place {
  bucket: string;
  /** Ends with "/", or is empty. */
  prefix: string;
  /** Default: that of AWS for the region. */
  endpoint: string | undefined;
  region: string;
}

/** Credentials come from the usual AWS_* variables. */
export function openS3Storage(place: S3Place, lifeMs: number): FileStorage {
  const store = new ProvinceS3Store(place, lifeMs);
  const idOf = (name: string) => `${place.prefix}unfinished/${name}`;
  const keyOf = (sha256: string) => `${place.prefix}files/${sha256.slice(0, 2)}/${sha256}`;
  return {
    unfinished: store,
    idOf,
    readUnfinished: (id) => store.readObject(id),
    place: (id, sha256) => store.copy(id, keyOf(sha256)),
    discard: (id) => store.discard(id),
    read: (sha256, range) => store.readObject(keyOf(sha256), range),
    remove: (sha256) => store.removeObject(keyOf(sha256)),
    check: () => store.check(),
  };
}

class ProvinceS3Store extends S3Store {
  constructor({ bucket, endpoint, region }: S3Place, lifeMs: number) {
    super({
      expirationPeriodInMilliseconds: lifeMs,
      useTags: false, // few stores besides Amazon's know them
      cache: FORGETFUL,
      s3ClientConfig: {
        bucket,
        region,
        ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
        requestChecksumCalculation: "WHEN_REQUIRED",
        responseChecksumValidation: "WHEN_REQUIRED",
      },
    });
  }

  async readObject(key: string, range?: ByteRange): Promise<Readable> {
    const wanted = range && { Range: `bytes=${range.start}-${range.end}` };
    try {
      const { Body } = await this.client.getObject({ Bucket: this.bucket, Key: key, ...wanted });
      return Body as Readable;
    } catch (error) {
      throw isMissing(error) ? ERRORS.FILE_NOT_FOUND : error;
    }
  }

  async copy(key: string, target: string): Promise<void> {
    try {
      await this.client.copyObject({ Bucket: this.bucket, Key: target, CopySource: `${this.bucket}/${key}` });
    } catch (error) {
      throw isMissing(error) ? ERRORS.FILE_NOT_FOUND : error;
    }
  }

  async discard(id: string): Promise<void> {
    const keys = [id, this.infoKey(id), this.partKey(id, true)];
    for (const key of keys) await this.client.deleteObject({ Bucket: this.bucket, Key: key });
  }

  async removeObject(key: string): Promise<void> {
    await this.client.deleteObject({ Bucket: this.bucket, Key: key });
  }

  async check(): Promise<void> {
    await this.client.headBucket({ Bucket: this.bucket });
  }
}

/** Another process may have finished or discarded the upload meanwhile. */
const FORGETFUL = {
  get: () => Promise.resolve<MetadataValue | undefined>(undefined),
  set: () => Promise.resolve(),
  delete: () => Promise.resolve(),
};

function isMissing(error: unknown): boolean {
  return error instanceof Error && ["NoSuchKey", "NotFound", "NoSuchUpload"].includes(error.name);
}
