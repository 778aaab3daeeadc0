// Names of persons: a run of words with capitals, as printed.
import { fold } from "../../../../shared/text";
import type { Parsed } from "./value";

/** About nine of ten Vietnamese bear one of these. */
const FAMILY_NAMES = new Set(
  (
    "nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly an au bach banh bo cao chau chu cu cung dam dao dau " +
    "diep dinh doan dong du ha hua kha khong khuat khuc kieu kim la lai lam lo lu luc luong luu ma mac mai mau nghiem ngan ninh " +
    "nong ong phi phu phung quach quan que sam son ta tang thach than thai thanh thieu thung tiet to ton tong trang trieu trinh " +
    "truong tu ung van vi vien vong vuong vuu xa y h a ksor rmah siu hoang ro nay rcham r"
  ).split(" "),
);
const TITLES =
  /^(?:[\s:.;,)(\]|–-]|(?:ông|bà|anh|chị|cháu|em|ong|ba)(?![\p{L}])|\(?\s*(?:ông|bà|Ông|Bà)\s*\)?(?![\p{L}])\s*[/]?\s*)+/u;
/** Words that begin the next label or the name of a place; no part of a name is written so. */
const NOT_IN_NAMES = new Set(
  "bên giới ngày số nơi địa cccd cmnd email và hoặc cấp ghi ký mã xã phường tỉnh huyện ủy uỷ thường điện sđt".split(
    " ",
  ),
);
const LETTERS = /^[\p{L}][\p{L}'’.-]*$/u;
const MAX_WORDS = 7;

interface NameWord {
  text: string;
  start: number;
  end: number;
  endsHere: boolean;
}

/** The name with which the text begins, after "ông", "bà" and colons. */
export function parseName(text: string): Parsed | null {
  const skipped = TITLES.exec(text)?.[0].length ?? 0;
  const words = withFamilyName(nameWords(text, skipped));
  const first = words[0];
  const last = words.at(-1);
  if (!first || !last) return null;
  const value = words.map((word) => word.text).join(" ");
  return { value, start: first.start, end: last.end, form: formOf(words) };
}

/** Family names that are written in one way only, by their letters without marks. */
const ONE_SPELLING = new Map(
  "nguyễn trần phạm huỳnh đặng bùi đỗ đinh dương trương trịnh hoàng phùng quách nông triệu"
    .split(" ")
    .map((name) => [fold(name), name]),
);

/** "NGUYÊN THỊ AN", "N GUYỄN THỊ AN": nobody is called so; the window shows that it was mended. */
function withFamilyName(words: NameWord[]): NameWord[] {
  const [first, second, ...rest] = words;
  if (!first || !second) return words;
  const isSplit = first.text.length === 1 && ONE_SPELLING.has(fold(first.text + second.text));
  if (isSplit) return withFamilyName([{ ...second, text: first.text + second.text, start: first.start }, ...rest]);
  const spelling = ONE_SPELLING.get(fold(first.text));
  if (!spelling || first.text.toLowerCase() === spelling) return words;
  const isLoud = isInCapitals(first.text);
  const text = isLoud ? spelling.toUpperCase() : spelling.charAt(0).toUpperCase() + spelling.slice(1);
  return [{ ...first, text }, second, ...rest];
}

function nameWords(text: string, from: number): NameWord[] {
  const words: NameWord[] = [];
  for (const match of text.slice(from).matchAll(/[^\s]+/gu)) {
    const word = bareWord(match[0], from + match.index);
    if (!word || !LETTERS.test(word.text) || !fits(word, words)) break;
    words.push(word);
    if (word.endsHere || words.length === MAX_WORDS) break;
    if (text.charAt(match.index + from + match[0].length) === "\t") break;
  }
  return words;
}

/** Without the specks that reading puts around words; a comma after it ends the name. */
function bareWord(raw: string, at: number): NameWord | null {
  const lead = /^[^\p{L}\p{N}]*/u.exec(raw)?.[0].length ?? 0;
  // "H'" before a name is the mark of women among the Ê Đê.
  const text = /^H['’]$/u.test(raw.slice(lead)) ? "H'" : raw.slice(lead).replace(/[^\p{L}\p{N}]+$/u, "");
  if (text === "") return null;
  const tail = raw.slice(lead + text.length);
  return {
    text: text.normalize("NFC"),
    start: at + lead,
    end: at + lead + text.length,
    endsHere: /[,;:.(/]/u.test(tail),
  };
}

function fits(word: NameWord, before: readonly NameWord[]): boolean {
  const first = before[0];
  if (!/^\p{Lu}/u.test(word.text)) return false;
  if (NOT_IN_NAMES.has(word.text.toLowerCase())) return false;
  if (!first) return true;
  // A family name of one letter ("Y Hạnh Phước") says nothing of the names after it.
  const telling = before.filter(({ text }) => text.length > 1);
  const isLoud = telling.length > 0 && telling.every(({ text }) => isInCapitals(text));
  if (isLoud && before.length > 1 && !isInCapitals(word.text)) return false;
  if (!isInCapitals(first.text) && word.text.length > 1 && isInCapitals(word.text)) return false;
  return !/\p{Ll}\p{Lu}/u.test(word.text);
}

function isInCapitals(text: string): boolean {
  return text === text.toUpperCase();
}

function formOf(words: readonly NameWord[]): number {
  const isKnown = FAMILY_NAMES.has(fold(words[0]?.text ?? ""));
  if (words.length === 1) return 0.25;
  const byLength = words.length <= 5 ? 1 : 0.6;
  return byLength * (isKnown ? 1 : 0.7);
}
