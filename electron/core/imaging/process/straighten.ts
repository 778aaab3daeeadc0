// Sets a photographed page straight.
import type { PageCorners } from "../../../../shared/contract";
import { DomainError } from "../../../../shared/errors";
import type { StoredImage } from "../protocol";
import { cutOut } from "./cut-out";
import { checkPixels } from "./faults";
import { aspectOf, isConvex, seemingHeight, seemingWidth, type Quad } from "./homography";
import type { Images } from "./images";
import { findSheet, MM_PER_INCH } from "./sheet-sizes";

const A4_WIDTH_MM = 210;
/** A camera that is held close gives more pixels than are there to see. */
const MAX_RESOLUTION_DPI = 600;

/**
 * @param corners of the picture as it is seen, upright by EXIF; null: the whole picture
 * @throws DomainError INPUT_INVALID when the corners are no quadrilateral that turns clockwise; FILE_*, IMAGE_TOO_LARGE
 */
export function straighten(images: Images, bytes: Uint8Array, corners: PageCorners | null): StoredImage {
  if (!corners) return images.store(bytes, null);
  const picture = images.colours(bytes);
  const { widthPx, heightPx } = picture;
  const quad = corners.map(({ x, y }) => ({ x: x * widthPx, y: y * heightPx })) as unknown as Quad;
  if (!isConvex(quad)) throw new DomainError("INPUT_INVALID", { field: "corners" });
  const size = outputSize(quad, aspectOf(quad, { x: widthPx / 2, y: heightPx / 2 }));
  checkPixels(size.widthPx, size.heightPx);
  return images.encodeColours(cutOut(picture, quad, size), size.resolutionDpi);
}

/** As many pixels as the longer of both directions has in the photo, in the shape of the sheet. */
function outputSize(quad: Quad, aspect: number): { widthPx: number; heightPx: number; resolutionDpi: number } {
  const sheet = findSheet(aspect) ?? otherSheet(aspect);
  const pxPerMm = Math.max(seemingWidth(quad) / sheet.widthMm, seemingHeight(quad) / sheet.heightMm);
  const resolutionDpi = Math.min(MAX_RESOLUTION_DPI, Math.max(1, Math.round(pxPerMm * MM_PER_INCH)));
  const toPx = (mm: number) => Math.max(1, Math.round((mm / MM_PER_INCH) * resolutionDpi));
  return { widthPx: toPx(sheet.widthMm), heightPx: toPx(sheet.heightMm), resolutionDpi };
}

/** Its shorter side taken as the width of A4. */
function otherSheet(aspect: number): { widthMm: number; heightMm: number } {
  return aspect < 1
    ? { widthMm: A4_WIDTH_MM, heightMm: A4_WIDTH_MM / aspect }
    : { widthMm: A4_WIDTH_MM * aspect, heightMm: A4_WIDTH_MM };
}
