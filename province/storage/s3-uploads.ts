// Unfinished uploads in an object store: one object per chunk, named by its offset. An acknowledged chunk is durable and
// never rewritten, whoever is killed meanwhile. (The layout of @tus/s3-store rewrites chunks below 5 MB, and takes the old
// one away first; of it only the client and its settings are used.)
import { S3Store } from "@tus/s3-store";
import { ERRORS, Upload } from "@tus/server";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { z } from "zod";
import type { ByteRange } from "./file-storage";

export interface S3Place {
  bucket: string;
  /** Ends with "/", or is empty. */
  prefix: string;
  /** Default: that of AWS for the region. */
  endpoint: string | undefined;
  region: string;
}

const Info = z.object({
  size: z.number(),
  metadata: z.record(z.string(), z.string().nullable()),
  creation_date: z.string(),
});

interface Piece {
  key: string;
  sizeBytes: number;
}

const OFFSET_DIGITS = 12;

export class S3Uploads extends S3Store {
  readonly #unfinished: string;

  constructor({ bucket, endpoint, region, prefix }: S3Place, lifeMs: number) {
    super({
      expirationPeriodInMilliseconds: lifeMs,
      s3ClientConfig: {
        bucket,
        region,
        ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
        // Few stores besides Amazon's know the newer checksums.
        requestChecksumCalculation: "WHEN_REQUIRED",
        responseChecksumValidation: "WHEN_REQUIRED",
      },
    });
    this.#unfinished = `${prefix}unfinished/`;
  }

  override async create(upload: Upload): Promise<Upload> {
    upload.creation_date = new Date().toISOString();
    const { size, metadata = {}, creation_date } = upload;
    await this.putObject(infoKey(upload.id), Buffer.from(JSON.stringify({ size, metadata, creation_date })));
    return upload;
  }

  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    const content = await buffer(stream); // at most one chunk
    if (content.length === 0) return offset;
    const key = `${id}/${String(offset).padStart(OFFSET_DIGITS, "0")}`;
    await this.putObject(key, content);
    return offset + content.length;
  }

  override async getUpload(id: string): Promise<Upload> {
    const info = await this.readObject(infoKey(id));
    if (!info) throw ERRORS.FILE_NOT_FOUND;
    const { size, metadata, creation_date } = Info.parse(JSON.parse((await buffer(info)).toString("utf8")));
    const pieces = await this.#pieces(id);
    const offset = pieces.reduce((sum, piece) => sum + piece.sizeBytes, 0);
    return new Upload({ id, size, offset, metadata, creation_date });
  }

  /** Its name first: a chunk without it belongs to nobody, and is removed when it is old. */
  override async remove(id: string): Promise<void> {
    await this.removeObject(infoKey(id));
    for (const { key } of await this.#list(`${id}/`)) await this.removeObject(key);
  }

  override async deleteExpired(): Promise<number> {
    const before = Date.now() - this.getExpiration();
    const old = (await this.#list(this.#unfinished)).filter((object) => object.changedAt < before);
    for (const { key } of old) await this.removeObject(key);
    return old.length;
  }

  async readWhole(id: string): Promise<Readable> {
    const pieces = await this.#pieces(id);
    if (pieces.length === 0) throw ERRORS.FILE_NOT_FOUND;
    return Readable.from(this.#contents(pieces), { objectMode: false });
  }

  /** One request that the store carries out whole or not at all. */
  async join(id: string, target: string): Promise<void> {
    const pieces = await this.#pieces(id);
    if (pieces.length === 0) throw ERRORS.FILE_NOT_FOUND;
    await this.client.putObject({
      Bucket: this.bucket,
      Key: target,
      Body: Readable.from(this.#contents(pieces), { objectMode: false }),
      ContentLength: pieces.reduce((sum, piece) => sum + piece.sizeBytes, 0),
    });
  }

  /** Durable when it returns. */
  async putObject(key: string, content: Uint8Array): Promise<void> {
    await this.client.putObject({ Bucket: this.bucket, Key: key, Body: content });
  }

  /** undefined: there is no such object */
  async readObject(key: string, range?: ByteRange): Promise<Readable | undefined> {
    const wanted = range && { Range: `bytes=${range.start}-${range.end}` };
    try {
      const { Body } = await this.client.getObject({ Bucket: this.bucket, Key: key, ...wanted });
      return Body as Readable | undefined;
    } catch (error) {
      if (error instanceof Error && ["NoSuchKey", "NotFound"].includes(error.name)) return undefined;
      throw error;
    }
  }

  async removeObject(key: string): Promise<void> {
    await this.client.deleteObject({ Bucket: this.bucket, Key: key });
  }

  async check(): Promise<void> {
    await this.client.headBucket({ Bucket: this.bucket });
  }

  async *#contents(pieces: readonly Piece[]): AsyncGenerator<Buffer> {
    for (const { key } of pieces) {
      const content = await this.readObject(key);
      if (!content) throw ERRORS.FILE_NOT_FOUND;
      for await (const part of content) yield part as Buffer;
    }
  }

  /** Those that join without a gap, in their order. */
  async #pieces(id: string): Promise<Piece[]> {
    const chunks = (await this.#list(`${id}/`)).filter(({ key }) => /\/\d+$/.test(key));
    let offset = 0;
    return chunks.filter(({ key, sizeBytes }) => {
      const joins = Number(key.slice(-OFFSET_DIGITS)) === offset;
      if (joins) offset += sizeBytes;
      return joins;
    });
  }

  async #list(prefix: string): Promise<(Piece & { changedAt: number })[]> {
    const found = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await this.client.listObjectsV2({ Bucket: this.bucket, Prefix: prefix, ContinuationToken });
      for (const { Key, Size, LastModified } of page.Contents ?? [])
        found.push({ key: Key ?? "", sizeBytes: Size ?? 0, changedAt: LastModified?.getTime() ?? Date.now() });
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    return found.sort((a, b) => (a.key < b.key ? -1 : 1));
  }
}

function infoKey(id: string): string {
  return `${id}/info`;
}
