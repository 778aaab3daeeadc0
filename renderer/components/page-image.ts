// Addresses of the pictures that the shell serves by id.

export type PageSize = "thumb" | "screen" | "full";

export function pageImageUrl(pageId: string, size: PageSize): string {
  return `app://pages/${pageId}?size=${size}`;
}

/** @param page from 1 */
export function previewUrl(previewId: string, page: number): string {
  return `app://previews/${previewId}/${String(page)}`;
}
