// Pictures of pages as they are looked at and read: reduced and turned upright. The stored original is never changed.
import type { Page, Rotation } from "../../../shared/contract";
import type { Imaging, QuarterTurns } from "../imaging";
import type { BlobStore, Reader } from "../storage";
import { ImageCache } from "./image-cache";
import { findPage } from "./page-rows";
import { findRemotePage } from "./remote-pages";

export type ImageSize = "thumb" | "screen" | "full";

export interface PictureParts {
  reader: Reader;
  blobs: BlobStore;
  imaging: Pick<Imaging, "resize" | "turn">;
}

export interface Pictures {
  readImage(pageId: string, size: ImageSize): Promise<{ mimeType: string; bytes: Uint8Array } | null>;
}

const MAX_SIDE_PX = { thumb: 320, screen: 1600 };
const CACHE_BYTES = 48 * 1024 * 1024;

export function createPictures({ reader, blobs, imaging }: PictureParts): Pictures {
  const cache = new ImageCache(CACHE_BYTES);
  const make = (page: Pick<Page, "sha256" | "rotation">, size: ImageSize) => {
    const bytes = blobs.get(page.sha256);
    const turns = quarterTurnsOf(page.rotation);
    return size === "full" ? imaging.turn(bytes, turns) : imaging.resize(bytes, MAX_SIDE_PX[size], turns);
  };
  return {
    async readImage(pageId, size) {
      const page = findPage(reader, pageId) ?? findRemotePage(reader, pageId);
      if (!page) return null;
      if (size === "full" && page.rotation === 0) return { mimeType: page.mimeType, bytes: blobs.get(page.sha256) };
      const key = `${size}:${String(page.rotation)}:${page.sha256}`;
      return { mimeType: "image/jpeg", bytes: await cache.get(key, () => make(page, size)) };
    },
  };
}

export function quarterTurnsOf(rotation: Rotation): QuarterTurns {
  return (rotation / 90) as QuarterTurns;
}
