// Where the bytes of files live: a folder or an object store. What is finished is named by the SHA-256 of its content.
import type { DataStore } from "@tus/server";
import type { Readable } from "node:stream";

/** Bytes `start` to `end`, both included, from 0. */
export interface ByteRange {
  start: number;
  end: number;
}

export interface FileStorage {
  /** Uploads that are not whole yet, as the tus server keeps them. */
  unfinished: DataStore;
  /** Id within `unfinished` of an upload that is called `name` on the wire. */
  idOf(name: string): string;
  /** @throws ERRORS.FILE_NOT_FOUND of tus when another request has finished or discarded it */
  readUnfinished(id: string): Promise<Readable>;
  /** Gives a whole upload its place, durably; the upload stays. Once more is no harm. */
  place(id: string, sha256: string): Promise<void>;
  /** The same for content that is all here. */
  put(sha256: string, content: Uint8Array): Promise<void>;
  /** Once more is no harm. */
  discard(id: string): Promise<void>;
  read(sha256: string, range?: ByteRange): Promise<Readable>;
  /** Once more is no harm. */
  remove(sha256: string): Promise<void>;
  /** @throws when the storage cannot be reached or written to */
  check(): Promise<void>;
}
