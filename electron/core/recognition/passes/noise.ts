// What was read of ruled lines, leaders and specks, and is no text.
import type { EngineWord } from "../engine";

/** Sides of table cells, lines to write on, leaders. */
const RULED = "[|¦_]";
const LEADER = /(?:[._…·]\s?){4,}/gu;
const EDGES = new RegExp(`^${RULED}+|${RULED}+$`, "gu");
const HAS_TEXT = /[\p{L}\p{N}]/u;
/** Signs that stand alone in print. */
const SIGN = /^[-–—+•*&%/=]$/u;
/** A sign alone is believed from here on. */
const SIGN_BELIEVED_FROM = 40;

/** Words without such marks; a word of nothing else is gone. */
export function withoutNoise(words: readonly EngineWord[]): EngineWord[] {
  return words.flatMap((word) => {
    const text = word.text.replace(LEADER, "").replace(EDGES, "");
    const isText = HAS_TEXT.test(text) || (SIGN.test(text) && word.confidence >= SIGN_BELIEVED_FROM);
    const isMark = !isText && (text === "" || word.confidence < SIGN_BELIEVED_FROM);
    return isMark ? [] : [{ ...word, text: text === "" ? word.text : text }];
  });
}
