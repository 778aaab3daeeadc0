// How far each file has come, in the database: where to go on after a restart, and what the window shows.
import type { Clock } from "../../clock";
import type { Storage } from "../../storage";

export interface UploadProgress {
  sha256: string;
  sizeBytes: number;
  /** Of an upload that is not whole; null: the province has the file. */
  place: { url: string; offset: number } | null;
}

export interface UploadNotes {
  urlOf(sha256: string): string | null;
  /**
   * Where to go on is on the disk when this returns. That a file is there may come a moment later: a note for each page of
   * a dossier would be a write to the disk each, and the province says itself what it lacks.
   */
  note(progress: UploadProgress): void;
  /** What has not been written yet, in one transaction. */
  flush(): void;
  forget(sha256: string): void;
}

const SHOWN_EVERY_MS = 300;

export function createUploadNotes({ storage, clock }: { storage: Storage; clock: Clock }): UploadNotes {
  let pending: UploadProgress[] = [];
  let writtenAt = Number.NEGATIVE_INFINITY;

  function flush(): void {
    if (pending.length === 0) return;
    const notes = pending;
    pending = [];
    writtenAt = performance.now();
    const nowUtc = clock.now().toISOString();
    storage.transaction((writer) => {
      for (const { sha256, sizeBytes, place } of notes)
        writer.run(
          `INSERT INTO uploads (sha256, upload_url, sent_bytes, size_bytes, done, updated_at_utc) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT (sha256) DO UPDATE SET upload_url = excluded.upload_url, sent_bytes = excluded.sent_bytes,
             size_bytes = excluded.size_bytes, done = excluded.done, updated_at_utc = excluded.updated_at_utc`,
          ...[sha256, place?.url ?? null, place?.offset ?? sizeBytes, sizeBytes, place ? 0 : 1, nowUtc],
        );
    });
  }

  return {
    urlOf: (sha256) =>
      storage.read.value<string | null>("SELECT upload_url FROM uploads WHERE sha256 = ?", sha256) ?? null,
    note(progress) {
      pending.push(progress);
      if (progress.place || performance.now() - writtenAt > SHOWN_EVERY_MS) flush();
    },
    flush,
    forget: (sha256) => storage.transaction((writer) => writer.run("DELETE FROM uploads WHERE sha256 = ?", sha256)),
  };
}
