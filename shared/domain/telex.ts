// Repairs text that an input method (Unikey, EVKey) spoilt while a scanner was typing: Telex keys left in the letters,
// such as "Nguyeenx Vawn Dduwcs" or "Nguyênx". Best effort; whoever uses it says so to the officer.

const SHAPES: Record<string, string> = { aa: "â", ee: "ê", oo: "ô", aw: "ă", ow: "ơ", uw: "ư", dd: "đ" };
const TONES: Record<string, string> = { s: "\u0301", f: "\u0300", r: "\u0309", x: "\u0303", j: "\u0323" };
const ONSET = "(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?";
const CODA = "(?:ng|nh|ch|[ckmnpt])?";
const SYLLABLE = new RegExp(`^(${ONSET})([aăâeêioôơuưy]{1,3})(${CODA})$`, "u");
// A person types the tone last ("Nguyeenx"), a scanner writes letter by letter ("Nguyeexn").
const TONE_KEY = /^(.*[aeiouyăâêôơưw].*?)([sfrxj])([^sfrxj]*)$/u;
const ACCENTED_VOWEL = /[ăâêôơư]/u;

/**
 * @param texts of one card: whether they hold any Vietnamese letter at all decides how boldly to repair
 */
export function repairTelex(texts: readonly string[]): { texts: string[]; isRepaired: boolean } {
  // A real name and address without one diacritic hardly exist; Ksor, Blir and Siu do, beside an address with them.
  const isRawTelex = texts.every((text) => /^[\0-\x7f]*$/u.test(text));
  const repaired = texts.map((text) =>
    text.replace(/\p{L}+/gu, (word) => {
      if (!isRawTelex && /^[\0-\x7f]*$/u.test(word)) return word;
      return matchCase(word, decodeWord(word.toLowerCase()));
    }),
  );
  return { texts: repaired, isRepaired: repaired.some((text, index) => text !== texts[index]) };
}

/** The word that the keys meant, or the word itself when that would be no Vietnamese syllable. */
function decodeWord(word: string): string {
  const [, before = "", key = "", after = ""] = TONE_KEY.exec(word) ?? [];
  const tone = TONES[key];
  const letters = tone ? before + after : word;
  const shaped = letters.replace(/uow/gu, "ươ").replace(/aa|ee|oo|aw|ow|uw|dd/gu, (keys) => SHAPES[keys] ?? keys);
  const syllable = SYLLABLE.exec(shaped);
  if (!syllable) return word;
  const [, onset = "", nucleus = "", coda = ""] = syllable;
  return tone ? onset + placeTone(nucleus, coda, tone) + coda : shaped;
}

function placeTone(nucleus: string, coda: string, tone: string): string {
  const index = toneIndex(nucleus, coda);
  return nucleus.slice(0, index) + (nucleus.charAt(index) + tone).normalize("NFC") + nucleus.slice(index + 1);
}

function toneIndex(nucleus: string, coda: string): number {
  for (let index = nucleus.length - 1; index >= 0; index -= 1) {
    if (ACCENTED_VOWEL.test(nucleus.charAt(index))) return index;
  }
  if (coda !== "") return nucleus.length - 1;
  return nucleus.length === 3 ? 1 : 0;
}

function matchCase(original: string, decoded: string): string {
  if (original === original.toUpperCase()) return decoded.toUpperCase();
  const first = original.charAt(0);
  return first === first.toUpperCase() ? decoded.charAt(0).toUpperCase() + decoded.slice(1) : decoded;
}
