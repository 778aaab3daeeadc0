// Addresses of the pictures that the shell serves by id.

export type PageSize = "thumb" | "screen" | "full";

/** @param rotation of the page: its pictures come turned, and one that was kept before must not be shown again */
export function pageImageUrl(pageId: string, size: PageSize, rotation = 0): string {
  return `app://pages/${pageId}?size=${size}&turn=${String(rotation)}`;
}

/** @param page from 1 */
export function previewUrl(previewId: string, page: number): string {
  return `app://previews/${previewId}/${String(page)}`;
}
