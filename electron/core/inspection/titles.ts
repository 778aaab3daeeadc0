// Tells by its title whether a page is the paper that its component asks for. Says nothing when in doubt.
import { fold } from "../../../shared/text";
import { KNOWN_PAPERS } from "../extraction";

export interface NamedComponent {
  id: string;
  name: string;
}

export interface Verdict {
  isWrong: boolean;
  /** The component that asks for this paper, when exactly one other does. */
  belongsTo: string | null;
}

/** Names that take in any paper: nothing can be wrong there. */
const ANY_PAPER = /giay to khac|giay to chung minh|giay to co |giay to lien quan|tai lieu|cac giay to|mot trong/;
/** Where the name of the paper ends and its conditions begin. */
const END_OF_NAME = /[;:,./(]| theo mau| theo quy dinh| do | doi voi | cua | trong truong hop| de | neu /;
const COPY = /^(ban sao|ban chinh|ban chup|01 ban|ban)( chung thuc| cong chung| sao)?( cua)? /;
const TITLE_WITHIN_LINES = 14;
const NOT_A_TITLE = /^(cong hoa xa hoi|doc lap tu do|uy ban nhan dan|tinh |thanh pho |xa |phuong |so )/;

/** @param text as it was read, lines as they stand @param own one of `all` */
export function comparePaper(text: string, own: NamedComponent, all: readonly NamedComponent[]): Verdict {
  const fine: Verdict = { isWrong: false, belongsTo: null };
  const paper = paperOfTitle(text);
  if (!paper || mentions(own.name, paper)) return fine;
  const takers = all.filter((component) => component.id !== own.id && paperOfName(component.name) === paper);
  const belongsTo = takers.length === 1 ? (takers[0]?.id ?? null) : null;
  // A component that names a known paper asks for no other; one that names none may, unless another asks for this one.
  const isClear = paperOfName(own.name) !== undefined || (belongsTo !== null && !ANY_PAPER.test(fold(own.name)));
  return isClear ? { isWrong: true, belongsTo } : fine;
}

/** The known paper whose name stands as a title, in capitals, near the top. */
function paperOfTitle(text: string): readonly string[] | undefined {
  const lines = text.split("\n").map((line) => line.trim());
  const top = lines.filter((line) => line !== "").slice(0, TITLE_WITHIN_LINES);
  for (let i = 0; i < top.length; i++) {
    const title = titleFrom(top, i);
    const paper = title === null ? undefined : longestStart(title);
    if (paper) return paper;
  }
  return undefined;
}

/** Up to three lines in capitals from here on; null when this line is none. */
function titleFrom(lines: readonly string[], start: number): string | null {
  const block: string[] = [];
  for (const line of lines.slice(start, start + 3)) {
    if (!isInCapitals(line)) break;
    block.push(line);
  }
  const title = plain(block.join(" "));
  return title === "" || NOT_A_TITLE.test(title) ? null : title.replace(COPY, "");
}

function isInCapitals(line: string): boolean {
  const letters = line.match(/\p{L}/gu)?.join("") ?? "";
  const capitals = line.match(/\p{Lu}/gu)?.length ?? 0;
  return letters.length >= 5 && capitals >= 0.8 * letters.length;
}

function longestStart(title: string): readonly string[] | undefined {
  const words = title.split(" ");
  const matches = KNOWN_PAPERS.flatMap((names) =>
    names.filter((name) => startsWith(words, name.split(" "))).map((name) => ({ names, length: name.length })),
  );
  return matches.sort((a, b) => b.length - a.length)[0]?.names;
}

function startsWith(words: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((word, index) => isSameWord(words[index] ?? "", word));
}

/** Reading may get one letter of a longer word wrong. */
function isSameWord(a: string, b: string): boolean {
  if (a === b) return true;
  if (b.length < 4 || a.length !== b.length) return false;
  return [...b].filter((letter, index) => letter !== a[index]).length <= 1;
}

/** Anywhere in its name, also as what may stand in for it. */
function mentions(componentName: string, paper: readonly string[]): boolean {
  const name = ` ${plain(componentName)} `;
  return paper.some((title) => name.includes(` ${title} `));
}

/** The known paper that the component asks for first of all. */
function paperOfName(componentName: string): readonly string[] | undefined {
  const folded = fold(componentName);
  const end = folded.search(END_OF_NAME);
  return longestStart(plain(end < 0 ? folded : folded.slice(0, end)).replace(COPY, ""));
}

function plain(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
