// The keys of the scan station, by their place on the keyboard so that an input method cannot change them.
import type { StepTo } from "./page-choice";

export type PlainCommand =
  | "scan"
  | "rescan"
  | "insert"
  | "remove"
  | "dropBlank"
  | "dropBlanks"
  | "keep"
  | "selectAll"
  | "split"
  | "merge"
  | "join"
  | "undo"
  | "redo"
  | "camera"
  | "files"
  | "separators"
  | "removed"
  | "doubt"
  | "suggestion"
  | "zoom"
  | "profile"
  | "review";

export type StationCommand =
  | { kind: PlainCommand }
  | { kind: "digit"; digit: number }
  | { kind: "step"; to: StepTo; extends: boolean }
  | { kind: "carry"; by: 1 | -1 }
  | { kind: "target"; by: 1 | -1 }
  | { kind: "rotate"; quarterTurns: 1 | 3 };

const ARRANGING: readonly StationCommand["kind"][] = [
  ...([
    "rescan",
    "insert",
    "remove",
    "dropBlank",
    "dropBlanks",
    "keep",
    "split",
    "merge",
    "join",
    "undo",
    "redo",
  ] as const),
  ...(["suggestion", "carry", "rotate"] as const),
];

/** Changes what is there; everything else looks, chooses or adds. */
export function isArranging({ kind }: StationCommand): boolean {
  return ARRANGING.includes(kind);
}

export interface StationKey {
  code: string;
  ctrlKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  metaKey: boolean;
}

const STEPS: Readonly<Record<string, StepTo>> = {
  ArrowLeft: "previous",
  ArrowRight: "next",
  ArrowUp: "up",
  ArrowDown: "down",
  Home: "first",
  End: "last",
};

const COMMANDS: Readonly<Record<string, StationCommand>> = {
  F2: { kind: "scan" },
  "Ctrl+Enter": { kind: "scan" },
  "Ctrl+NumpadEnter": { kind: "scan" },
  KeyR: { kind: "rescan" },
  KeyI: { kind: "insert" },
  Delete: { kind: "remove" },
  KeyX: { kind: "dropBlank" },
  "Shift+KeyX": { kind: "dropBlanks" },
  KeyK: { kind: "keep" },
  "Ctrl+KeyA": { kind: "selectAll" },
  KeyS: { kind: "split" },
  KeyM: { kind: "merge" },
  KeyG: { kind: "join" },
  "Ctrl+KeyZ": { kind: "undo" },
  "Ctrl+KeyY": { kind: "redo" },
  "Ctrl+Shift+KeyZ": { kind: "redo" },
  KeyC: { kind: "camera" },
  KeyO: { kind: "files" },
  KeyP: { kind: "separators" },
  KeyB: { kind: "removed" },
  KeyN: { kind: "doubt" },
  Enter: { kind: "suggestion" },
  NumpadEnter: { kind: "suggestion" },
  KeyZ: { kind: "zoom" },
  F4: { kind: "profile" },
  F7: { kind: "review" },
  BracketLeft: { kind: "rotate", quarterTurns: 3 },
  BracketRight: { kind: "rotate", quarterTurns: 1 },
  "Ctrl+Shift+ArrowLeft": { kind: "rotate", quarterTurns: 3 },
  "Ctrl+Shift+ArrowRight": { kind: "rotate", quarterTurns: 1 },
  "Ctrl+ArrowUp": { kind: "carry", by: -1 },
  "Ctrl+ArrowDown": { kind: "carry", by: 1 },
  "Alt+ArrowUp": { kind: "target", by: -1 },
  "Alt+ArrowDown": { kind: "target", by: 1 },
};

export function stationCommand(key: StationKey): StationCommand | null {
  if (key.metaKey) return null;
  const held = `${key.ctrlKey ? "Ctrl+" : ""}${key.altKey ? "Alt+" : ""}${key.shiftKey ? "Shift+" : ""}`;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(key.code)?.[1];
  if (digit !== undefined) return held === "" ? { kind: "digit", digit: Number(digit) } : null;
  const to = STEPS[key.code];
  if (to !== undefined && (held === "" || held === "Shift+")) return { kind: "step", to, extends: key.shiftKey };
  return COMMANDS[held + key.code] ?? null;
}
