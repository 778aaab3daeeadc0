// Where the small pictures stand on the screen, so that the arrow keys go where the eye goes.
import type { Box } from "./page-choice";

const GRID_ID = "scan-station-pages";

export function gridId(dossierId: string): string {
  return `${GRID_ID}-${dossierId}`;
}

export function boxesOf(dossierId: string): Box[] {
  const thumbs = document.getElementById(gridId(dossierId))?.querySelectorAll<HTMLElement>("[data-page-id]") ?? [];
  return [...thumbs].map((thumb) => {
    const { left, top } = thumb.getBoundingClientRect();
    return { id: thumb.dataset.pageId ?? "", left: Math.round(left), top: Math.round(top) };
  });
}
