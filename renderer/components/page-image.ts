// Addresses of the pictures that the shell serves by id.

export type PageSize = "thumb" | "screen" | "full" | "cleaned";

const LARGEST_READABLE_PX = 30_000_000;

/** @param rotation of the page, where it is known: a picture may be kept by the window only as long as it is turned so */
export function pageImageUrl(pageId: string, size: PageSize, rotation?: number): string {
  const address = `app://pages/${pageId}?size=${size}`;
  return rotation === undefined ? address : `${address}&turn=${String(rotation)}`;
}

/** Sharp enough to read letters from; a picture beyond this size is not worth its memory. */
export function readablePageUrl(page: { id: string; widthPx: number; heightPx: number; rotation: number }): string {
  const isHuge = page.widthPx * page.heightPx > LARGEST_READABLE_PX;
  return pageImageUrl(page.id, isHuge ? "screen" : "full", page.rotation);
}

/** @param page from 1 */
export function previewUrl(previewId: string, page: number): string {
  return `app://previews/${previewId}/${String(page)}`;
}
