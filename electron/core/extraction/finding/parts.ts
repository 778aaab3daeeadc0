// Finds what every paper of an authority has in its own place (NĐ 30/2020): issuer, notation, place and date, signer.
import type { Row } from "../layout/page-layout";
import { foldInPlace } from "../layout/folded";
import { EMPTY, joined, slice, type Region } from "../layout/region";
import type { FieldRule, PagePart } from "../paper-type";
import { allDates } from "../values/date";
import { parseName } from "../values/names";
import { parseNotation, parseText } from "../values/texts";
import type { Parsed } from "../values/value";
import type { Found, Page } from "./found";
import { segmentsOf } from "./places";

interface Part {
  region: Region;
  parsed: Parsed;
  row: number;
}

const FINDERS: Readonly<Record<PagePart, (page: Page) => Part | null>> = {
  issuer: findIssuer,
  notation: findNotation,
  place_date: findPlaceDate,
  signer: findSigner,
  subject: findSubject,
};

export function findPart(rule: FieldRule, part: PagePart, page: Page): Found | null {
  const found = FINDERS[part](page);
  if (!found) return null;
  return {
    key: rule.key,
    label: rule.label,
    kind: rule.kind,
    value: found.parsed.value.slice(0, 1000),
    region: slice(found.region, found.parsed.start, found.parsed.end),
    source: "ocr",
    labelled: 0.9,
    form: found.parsed.form,
    wasWrong: false,
    at: [found.row, 0],
  };
}

const HEAD_ROWS = 12;
const MOTTO = /cong hoa xa hoi|doc lap.{0,5}tu do/u;
const AUTHORITY =
  /^(?:\W*)(uy ban|ubnd|so |bo |cong an|phong |tinh |thanh pho|xa |phuong |huyen |quan |chi cuc|cuc |trung tam|toa an|van phong|hoi dong|bo phan|benh vien|tram y te|tong cuc|chinh phu)/u;

function findIssuer({ layout }: Page): Part | null {
  const lines: { row: Row; region: Region }[] = [];
  for (const row of layout.rows.slice(0, HEAD_ROWS)) {
    const region = leftPart(row, layout.widthPx);
    const folded = foldInPlace(region.text);
    if (/^\W*so\s*(?:[:.]|\S*\d)/u.test(folded)) break;
    if (MOTTO.test(folded) || region.text.trim() === "") continue;
    const isName = isLoud(region.text) && (AUTHORITY.test(folded) || lines.length > 0);
    if (isName) lines.push({ row, region });
    else if (lines.length > 0) break;
    if (lines.length === 4) break;
  }
  const region = joined(lines.map((line) => line.region));
  const parsed = lines[0] ? parseText(region.text) : null;
  return parsed && lines[0] ? { region, parsed, row: lines[0].row.index } : null;
}

function leftPart(row: Row, widthPx: number): Region {
  const segment = segmentsOf(row)[0];
  if (!segment || segment.x0 > 0.45 * widthPx || isCentred(segment, widthPx)) return EMPTY;
  const motto = foldInPlace(row.text).search(MOTTO);
  return slice(row, segment.start, motto > segment.start ? Math.min(motto, segment.end) : segment.end);
}

/** A title stands in the middle of the page, the issuer left of it. */
function isCentred({ x0, x1 }: { x0: number; x1: number }, widthPx: number): boolean {
  return (x0 + x1) / 2 > 0.42 * widthPx && x1 < 0.75 * widthPx;
}

function isLoud(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  const capitals = text.match(/\p{Lu}/gu) ?? [];
  return letters.length >= 4 && capitals.length >= 0.8 * letters.length;
}

const NUMBER_LABEL = /(?<!\p{L})(?:so|s6|sd)\s*[:.;]?\s*(?=[\p{L}\d/.…_-]*\d|\d|[…._]+\s*\/)/u;

function findNotation({ layout }: Page): Part | null {
  for (const row of layout.rows.slice(0, HEAD_ROWS + 4)) {
    const folded = foldInPlace(row.text);
    const label = NUMBER_LABEL.exec(folded);
    const before = label ? folded.slice(0, label.index) : "";
    if (
      !label ||
      (/\p{L}{2}/u.test(before) && !row.text.slice(0, label.index).trimEnd().endsWith("\t") && !/\t\s*$/u.test(before))
    )
      continue;
    const region = slice(row, label.index + label[0].length, endOfSegment(row, label.index));
    const parsed = parseNotation(region.text.replace(/,?\s*ngày .*$/u, ""));
    if (parsed && parsed.value.length > 1) return { region, parsed, row: row.index };
  }
  return null;
}

function endOfSegment(row: Row, at: number): number {
  return segmentsOf(row).find(({ start, end }) => at >= start && at < end)?.end ?? row.text.length;
}

/** In the head, else the last on the page: above the signatures. */
function findPlaceDate(page: Page): Part | null {
  const { rows } = page.layout;
  const head = rows.slice(0, HEAD_ROWS + 2);
  const inHead = head.flatMap((row) => dateLine(row, page))[0] ?? misread(head);
  return inHead ?? rows.flatMap((row) => dateLine(row, page)).at(-1) ?? null;
}

/** Only in words, as NĐ 30/2020 has it: figures with strokes belong to sentences. */
function dateLine(row: Row, page: Page): Part[] {
  return allDates(row.text, page.context)
    .filter(({ start, end }) => /th.{1,3}ng/u.test(foldInPlace(row.text.slice(start, end))))
    .filter(({ start, end }) => isLineOfItsOwn(row, start, end))
    .map((parsed) => ({ region: row, parsed, row: row.index }));
}

const DATE_SHAPE = /ngay\s\S{1,8}\s?thang\s?\S{1,6}\s?nam\s\S{2,6}/u;

/** A date stands there that could not be read: written by hand between printed words, most of the time. */
function misread(head: readonly Row[]): Part | null {
  for (const row of head) {
    const match = DATE_SHAPE.exec(foldInPlace(row.text));
    if (!match || !isLineOfItsOwn(row, match.index, match.index + match[0].length)) continue;
    const parsed = { value: "", start: match.index, end: match.index + match[0].length, form: 0 };
    return { region: row, parsed, row: row.index };
  }
  return null;
}

/** "Gò Dầu, ngày 17 tháng 6 năm 2025" with little else in its segment. */
function isLineOfItsOwn(row: Row, start: number, end: number): boolean {
  const segment = segmentsOf(row).find((each) => start >= each.start && start < each.end);
  if (!segment) return false;
  const before = row.text.slice(segment.start, start);
  const after = row.text.slice(end, segment.end);
  return before.length <= 45 && !/\d|căn cứ|điều|cấp|sinh/iu.test(before) && !/[\p{L}\p{N}]{2}/u.test(after);
}

const POSTS =
  /^\W*(?:kt\.?|tm\.?|tl\.?|tuq\.?|q\.?|pho|chu tich|giam doc|truong|nguoi ky|cuc truong|thu truong|chanh|can bo|cong chuc)/u;

/** The name below the last post in capitals; of several names on that line the one below the post. */
function findSigner({ layout }: Page): Part | null {
  const { rows } = layout;
  for (let index = rows.length - 1; index >= Math.max(0, Math.floor(rows.length * 0.4)); index--) {
    const row = rows[index];
    const post = row && segmentsOf(row).find(({ start, end }) => isPost(row.text.slice(start, end)));
    if (!row || !post) continue;
    for (const next of rows.slice(index + 1, index + 8)) {
      const part = nameBelow(next, post);
      if (part) return part;
    }
  }
  return null;
}

function isPost(text: string): boolean {
  return isLoud(text) && POSTS.test(foldInPlace(text));
}

function nameBelow(row: Row, post: { x0: number; x1: number }): Part | null {
  for (const segment of segmentsOf(row)) {
    if (segment.x1 < post.x0 - (post.x1 - post.x0) || segment.x0 > post.x1 + (post.x1 - post.x0)) continue;
    const region = slice(row, segment.start, segment.end);
    if (isPost(region.text) || /uy ban nhan dan|chu tich/u.test(foldInPlace(region.text))) continue;
    const parsed = parseName(region.text);
    if (!parsed || parsed.form < 0.7 || /[\p{L}\p{N}]{2}/u.test(region.text.slice(parsed.end))) continue;
    return { region, parsed, row: row.index };
  }
  return null;
}

const SUBJECT = /^\W*(?:ve viec|v\/v|vv|ve)(?!\p{L})/u;

function findSubject({ layout }: Page): Part | null {
  for (const row of layout.rows.slice(0, HEAD_ROWS + 8)) {
    for (const segment of segmentsOf(row)) {
      const region = slice(row, segment.start, segment.end);
      if (!SUBJECT.test(foldInPlace(region.text))) continue;
      const next = layout.rows[row.index + 1];
      const goesOn = next && isUnderIt(next, segment) && !isLoud(next.text) ? [slice(next, 0)] : [];
      const whole = joined([region, ...goesOn]);
      const parsed = parseText(whole.text);
      if (parsed) return { region: whole, parsed, row: row.index };
    }
  }
  return null;
}

function isUnderIt(next: Row, segment: { x0: number; x1: number }): boolean {
  return next.box.x0 >= segment.x0 - 20 && next.box.x1 <= segment.x1 + 60 && !/căn cứ|kính gửi/iu.test(next.text);
}
