// A picture of the document camera becomes a page, cut to the sheet and set straight.
import type { Page, PageCorners } from "../../../shared/contract";
import { plainText } from "./plain-text";
import type { ScanningParts } from "./ports";
import { requireTarget, type Target } from "./target";

const LONGEST_NAME = 100;

export interface CaptureOrder {
  picture: Pick<File, "arrayBuffer">;
  cameraName: string;
  /** null: the whole picture. */
  corners: PageCorners | null;
  target: Target;
}

/** @throws DomainError NOT_FOUND, DOSSIER_NOT_DRAFT, FILE_*, IMAGE_TOO_LARGE, STORAGE_* */
export async function capture(
  { storage, papers, imaging }: Pick<ScanningParts, "storage" | "papers" | "imaging">,
  { picture, cameraName, corners, target }: CaptureOrder,
): Promise<Page> {
  requireTarget(storage.read, target);
  const image = await imaging.straighten(new Uint8Array(await picture.arrayBuffer()), corners);
  return papers.addPage({ image, ...target, source: `camera:${plainText(cameraName, LONGEST_NAME)}` });
}
