// Addresses of the pictures that the shell serves by id.

export type PageSize = "thumb" | "screen" | "full";

/** @param rotation of the page, where it is known: a picture may be kept by the window only as long as it is turned so */
export function pageImageUrl(pageId: string, size: PageSize, rotation?: number): string {
  const address = `app://pages/${pageId}?size=${size}`;
  return rotation === undefined ? address : `${address}&turn=${String(rotation)}`;
}

/** @param page from 1 */
export function previewUrl(previewId: string, page: number): string {
  return `app://previews/${previewId}/${String(page)}`;
}
