// A paper as PDF/A-1b: the scanned pictures as they are, under them invisible text that can be searched and copied.
import { deflateSync } from "node:zlib";
import type { Rotation, WordBox } from "../../../../shared/contract";
import { addGlyphlessFont } from "./glyphless-font";
import { infoDictionary, xmpPacket, type PdfMetadata } from "./metadata";
import { PdfFile, real, type Ref } from "./pdf-file";
import { addPicture, type Picture } from "./picture";
import { makeSrgbProfile } from "./srgb-profile";
import { drawWords } from "./text-layer";

export interface PdfPage {
  picture: Picture;
  resolutionDpi: number;
  /** Clockwise, for being shown; the picture stays as it is. */
  rotation: Rotation;
  /** Boxes in pixels of the page as it is shown. */
  words: readonly WordBox[];
}

/** Taken one by one, so that only one page's picture need be made ready at a time. */
export async function writeSearchablePdf(
  pages: AsyncIterable<PdfPage>,
  metadata: PdfMetadata,
): Promise<Uint8Array<ArrayBuffer>> {
  const file = new PdfFile();
  const root = file.reserve();
  const tree = file.reserve();
  const font = addGlyphlessFont(file);
  const kids: Ref[] = [];
  for await (const page of pages) kids.push(addPage(file, page, { tree, font }));
  file.add(`<< /Type /Pages /Kids [${kids.join(" ")}] /Count ${String(kids.length)} >>`, tree);
  const profile = file.addStream("/N 3 /Filter /FlateDecode", deflateSync(makeSrgbProfile(), { level: 9 }));
  const intent = file.add(
    "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) " +
      `/Info (sRGB IEC61966-2.1) /RegistryName (http://www.color.org) /DestOutputProfile ${profile} >>`,
  );
  const described = file.addStream("/Type /Metadata /Subtype /XML", xmpPacket(metadata));
  file.add(
    `<< /Type /Catalog /Pages ${tree} /Metadata ${described} /OutputIntents [${intent}] /Lang (vi-VN) ` +
      "/ViewerPreferences << /DisplayDocTitle true >> >>",
    root,
  );
  return join(file.finish({ root, info: file.add(infoDictionary(metadata)) }));
}

const POINTS_PER_INCH = 72;

function addPage(file: PdfFile, page: PdfPage, { tree, font }: { tree: Ref; font: Ref }): Ref {
  const { picture, rotation, resolutionDpi, words } = page;
  const scale = POINTS_PER_INCH / resolutionDpi;
  const [width, height] = [picture.widthPx * scale, picture.heightPx * scale];
  const isOnItsSide = rotation % 180 !== 0;
  const text = drawWords({ words, resolutionDpi, heightPx: isOnItsSide ? picture.widthPx : picture.heightPx });
  const image = addPicture(file, picture);
  const drawing =
    `q ${real(width)} 0 0 ${real(height)} 0 0 cm /Im0 Do Q\n` +
    (text === "" ? "" : `q ${fromShown(rotation, width, height)} cm\nBT 3 Tr\n${text}ET\nQ\n`);
  const contents = file.addStream("/Filter /FlateDecode", deflateSync(Buffer.from(drawing, "latin1")));
  return file.add(
    `<< /Type /Page /Parent ${tree} /MediaBox [0 0 ${real(width)} ${real(height)}] /Rotate ${String(rotation)} ` +
      `/Resources << /XObject << /Im0 ${image} >> /Font << /F1 ${font} >> >> /Contents ${contents} >>`,
  );
}

/** From points of the page as it is shown to those of the page as it lies, both from their lower left corner. */
function fromShown(rotation: Rotation, width: number, height: number): string {
  const matrices: Record<Rotation, readonly number[]> = {
    0: [1, 0, 0, 1, 0, 0],
    90: [0, 1, -1, 0, width, 0],
    180: [-1, 0, 0, -1, width, height],
    270: [0, -1, 1, 0, 0, height],
  };
  return matrices[rotation].map(real).join(" ");
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
