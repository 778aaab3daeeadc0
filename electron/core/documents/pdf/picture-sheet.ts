// A picture alone as a PDF of one page, as large as a sheet of A4 takes it: for what is printed as it came.
import { findPicture } from "./picture";
import { writeSearchablePdf } from "./searchable-pdf";

const A4_INCHES = { short: 8.27, long: 11.69 };

/** undefined for a picture that a PDF cannot hold as it came. */
export async function pictureSheet(
  bytes: Uint8Array,
  { createdAt }: { createdAt: Date },
): Promise<Uint8Array | undefined> {
  const picture = findPicture(bytes);
  if (!picture) return undefined;
  const [shortPx, longPx] = [picture.widthPx, picture.heightPx].sort((a, b) => a - b) as [number, number];
  const resolutionDpi = Math.max(shortPx / A4_INCHES.short, longPx / A4_INCHES.long);
  async function* pages() {
    if (picture) yield { picture, resolutionDpi, rotation: 0 as const, words: [] };
  }
  return writeSearchablePdf(pages(), { title: "", author: "", facts: {}, createdAt });
}
