// Recognises a keyboard-wedge scanner by the speed of its keys and the shape of what it types. No DOM beyond key facts.

export type WedgeKind = "card" | "code";

export interface WedgeScan {
  kind: WedgeKind;
  payload: string;
}

/** What the detector needs of a keyboard event. */
export interface WedgeKey {
  key: string;
  code: string;
  shiftKey: boolean;
  /** Milliseconds on any steady clock. */
  timeMs: number;
}

/** A person needs about 100 ms per key; a busy PC may stretch a scanner's gaps, hence a mean and a maximum. */
const MAX_GAP_MS = 250;
const MAX_MEAN_GAP_MS = 60;
const SHORTEST = 8;

const OUR_CODE = /^TAM-[0-9A-Z]{2}-\d{6}-\d{4,}$/;
const OFFICIAL_CODE = /^[A-Z]\d{1,2}(?:\.\d+)+-\d{6}-\d{4,}$/;

export class WedgeDetector {
  private text = "";
  private firstMs = 0;
  private lastMs = 0;

  /** Takes one key; answers with the scan when this key was the Enter that ends it. */
  take(key: WedgeKey): WedgeScan | null {
    if (key.key === "Enter" || key.code === "Enter" || key.code === "NumpadEnter") return this.finish(key.timeMs);
    if (key.timeMs - this.lastMs > MAX_GAP_MS) this.text = "";
    // An input method rewrites letters by Backspace and a new letter; follow it.
    if (key.key === "Backspace") this.text = this.text.slice(0, -1);
    const character = characterOf(key);
    if (character === null) return null;
    if (this.text === "") this.firstMs = key.timeMs;
    this.text += character;
    this.lastMs = key.timeMs;
    return null;
  }

  private finish(timeMs: number): WedgeScan | null {
    const payload = this.text;
    const meanGapMs = (this.lastMs - this.firstMs) / Math.max(1, payload.length - 1);
    const isFast = timeMs - this.lastMs <= MAX_GAP_MS && meanGapMs <= MAX_MEAN_GAP_MS;
    this.text = "";
    if (!isFast || payload.length < SHORTEST) return null;
    const kind = kindOf(payload);
    return kind ? { kind, payload } : null;
  }
}

function kindOf(payload: string): WedgeKind | null {
  const code = payload.trim().toUpperCase();
  if (OUR_CODE.test(code) || OFFICIAL_CODE.test(code)) return "code";
  return payload.includes("|") ? "card" : null;
}

/** The character of a key; by its place on a US keyboard when an input method has hidden it. */
function characterOf(key: WedgeKey): string | null {
  if ([...key.key].length === 1) return key.key;
  if (key.key !== "Process" && key.key !== "Unidentified") return null;
  const letter = /^Key([A-Z])$/.exec(key.code)?.[1];
  if (letter) return key.shiftKey ? letter : letter.toLowerCase();
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(key.code)?.[1];
  if (digit && !key.shiftKey) return digit;
  return (key.shiftKey ? SHIFTED : PLAIN)[key.code] ?? null;
}

const PLAIN: Readonly<Record<string, string>> = { Minus: "-", Space: " ", Comma: ",", Period: ".", Slash: "/" };
const SHIFTED: Readonly<Record<string, string>> = { Backslash: "|", Minus: "_", Space: " " };
