// The keys of the component list, by their place on the keyboard so that a Vietnamese input method cannot change them.

export type PaperCommand =
  | { kind: "digit"; digit: number }
  | { kind: "line"; by: 1 | -1 }
  | { kind: "page"; by: 1 | -1 }
  | { kind: "carry"; by: 1 | -1 }
  | { kind: "enter" | "scan" | "camera" | "files" | "seen" | "missing" | "not_needed" | "undecided" }
  | { kind: "reuse" | "form" | "remove" | "zoom" | "add" };

export interface PaperKey {
  code: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

const COMMANDS: Readonly<Record<string, PaperCommand>> = {
  ArrowUp: { kind: "line", by: -1 },
  ArrowDown: { kind: "line", by: 1 },
  ArrowLeft: { kind: "page", by: -1 },
  ArrowRight: { kind: "page", by: 1 },
  Enter: { kind: "enter" },
  NumpadEnter: { kind: "enter" },
  F2: { kind: "scan" },
  KeyC: { kind: "camera" },
  KeyO: { kind: "files" },
  KeyV: { kind: "seen" },
  KeyM: { kind: "missing" },
  KeyN: { kind: "not_needed" },
  Backspace: { kind: "undecided" },
  KeyR: { kind: "reuse" },
  KeyF: { kind: "form" },
  Delete: { kind: "remove" },
  KeyZ: { kind: "zoom" },
  KeyA: { kind: "add" },
};

const WITH_CTRL: Readonly<Record<string, PaperCommand>> = {
  ArrowUp: { kind: "carry", by: -1 },
  ArrowDown: { kind: "carry", by: 1 },
};

export function paperCommand(key: PaperKey): PaperCommand | null {
  if (key.altKey || key.metaKey) return null;
  if (key.ctrlKey) return WITH_CTRL[key.code] ?? null;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(key.code)?.[1];
  if (digit !== undefined) return { kind: "digit", digit: Number(digit) };
  return COMMANDS[key.code] ?? null;
}
