// Where a box lies on the picture, however large that is drawn.
import type { Box } from "../../../shared/contract";
import type { Size } from "../../components";

export interface Place {
  left: string;
  top: string;
  width: string;
  height: string;
}

/** In parts of the page, so that zooming moves nothing. */
export function placeOf(box: Box, page: Size): Place {
  const percent = (part: number, whole: number): string => `${String((part / whole) * 100)}%`;
  return {
    left: percent(box.x0, page.width),
    top: percent(box.y0, page.height),
    width: percent(box.x1 - box.x0, page.width),
    height: percent(box.y1 - box.y0, page.height),
  };
}
