// What can be a Vietnamese syllable at all: a beginning, a rime and a tone that go together. Spelling, not meaning.

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu;
const HIGH_OR_HEAVY = /[\u0301\u0323]/u;

/** As they stand without an onset, or after one that is spelt the same before every vowel. */
const RIMES = new Set(
  (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây " +
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu " +
    "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot " +
    "ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uêu uơ uôc uôi uôm uôn " +
    "uông uôt uy uya uych uyn uynh uyp uyt uyu uyên uyêt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu"
  ).split(" "),
);
/** "Y", "yêu" at the beginning; "lý", "Mỹ" after a few consonants. */
const Y_RIMES = /^(?:y|yêm|yên|yêng|yêt|yêu)$/u;
const BEFORE_Y = /^(?:h|k|l|m|n|s|t|th|v)$/u;
const AFTER_QU =
  /^(?:a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|ăc|ăm|ăn|ăng|ăp|ăt|âc|ân|âng|ât|ây|e|en|eng|eo|et|ê|êch|ên|ênh|êt|i|it|ơ|ơi|ơn|ơt|ôc|y|ych|yn|ynh|yt|yên|yêt)$/u;
const ONSET = /^(ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?(.+)$/u;
/** Where the i of "gi" is the vowel, too. */
const G_BEFORE_I = /^(?:gi|gin|giêng)$/u;
const BRIGHT = /^[eêi]/u;

/** One written syllable, in any case and either placing of the tone ("hòa", "hoà"). Never throws. */
export function isSyllable(word: string): boolean {
  const apart = word.toLowerCase().normalize("NFD");
  const tones = apart.match(TONES) ?? [];
  if (tones.length > 1 || /[^aăâeêioôơuưy\u0300-\u036F][\u0300\u0301\u0303\u0309\u0323]/u.test(apart)) return false;
  const letters = apart.replace(TONES, "").normalize("NFC");
  const [, onset = "", rime = ""] = ONSET.exec(letters) ?? [];
  const isWhole = isRimeOf(onset, rime) || G_BEFORE_I.test(letters);
  const isStopped = /(?:c|ch|p|t)$/u.test(rime);
  return isWhole && (!isStopped || HIGH_OR_HEAVY.test(tones[0] ?? ""));
}

function isRimeOf(onset: string, rime: string): boolean {
  if (onset === "qu") return AFTER_QU.test(rime);
  if (Y_RIMES.test(rime)) return onset === "" || (rime === "y" && BEFORE_Y.test(onset));
  if (!RIMES.has(rime)) return false;
  if (onset === "gi") return !rime.startsWith("i");
  if (/^(?:k|gh|ngh)$/u.test(onset)) return BRIGHT.test(rime);
  if (/^(?:c|g|ng)$/u.test(onset)) return !BRIGHT.test(rime);
  return true;
}
