// Pages of papers that another unit digitised: pictures that came down as files, without rows of their own. Each has an id
// made from its paper's, so that it is looked at like any other page.
import { Rotation } from "../../../shared/contract";
import type { ProvinceFile } from "../../../shared/wire";
import type { Reader } from "../storage";

export interface RemotePages {
  /** Those that are here, in order. */
  pageIds: string[];
  /** How many files are still at the province. */
  coming: number;
}

interface RemotePage {
  sha256: string;
  mimeType: string;
  rotation: Rotation;
}

const PICTURE = /^image\/(?:jpeg|png)$/;
/** The last hexadecimal digits of a paper's id give way to the place of the page: 112 bits are left to tell papers apart. */
const PLACE_DIGITS = 4;

export function remotePagesOf(reader: Reader, paperId: string): RemotePages {
  const files = filesOf(reader, paperId).map((file, index) => ({
    ...file,
    index,
    isHere: isHere(reader, file.sha256),
  }));
  return {
    pageIds: files
      .filter(({ isHere: here, mimeType }) => here && PICTURE.test(mimeType))
      .map(({ index }) => paperId.slice(0, -PLACE_DIGITS) + index.toString(16).padStart(PLACE_DIGITS, "0")),
    coming: files.filter((file) => !file.isHere).length,
  };
}

/** undefined: no such page, or its file is not here. */
export function findRemotePage(reader: Reader, pageId: string): RemotePage | undefined {
  const start = pageId.slice(0, -PLACE_DIGITS);
  const files = reader.value<string>(
    "SELECT files FROM remote_papers WHERE paper_id BETWEEN ? AND ?",
    start + "0".repeat(PLACE_DIGITS),
    start + "f".repeat(PLACE_DIGITS),
  );
  if (files === undefined) return undefined;
  const file = (JSON.parse(files) as ProvinceFile[])[Number.parseInt(pageId.slice(-PLACE_DIGITS), 16)];
  if (!file || !PICTURE.test(file.mimeType) || !isHere(reader, file.sha256)) return undefined;
  return { sha256: file.sha256, mimeType: file.mimeType, rotation: Rotation.parse(file.rotation ?? 0) };
}

function filesOf(reader: Reader, paperId: string): ProvinceFile[] {
  const files = reader.value<string>("SELECT files FROM remote_papers WHERE paper_id = ?", paperId);
  return files === undefined ? [] : (JSON.parse(files) as ProvinceFile[]);
}

function isHere(reader: Reader, sha256: string): boolean {
  return reader.value<number>("SELECT 1 FROM blobs WHERE sha256 = ?", sha256) !== undefined;
}
