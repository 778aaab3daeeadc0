// The keys of the review screen, by their place on the keyboard so that an input method cannot change them.

export type ReviewCommand =
  | { kind: "confirm" | "dismiss" | "undo" | "done" | "revert" | "escape" }
  | { kind: "words" | "cleaning" | "box" | "type" | "readBox" | "fields" }
  | { kind: "field"; by: 1 | -1 }
  | { kind: "page"; by: 1 | -1 }
  | { kind: "zoom"; by: 1 | -1 | 0 }
  | { kind: "pan"; x: -1 | 0 | 1; y: -1 | 0 | 1 }
  | { kind: "shift"; x: -1 | 0 | 1; y: -1 | 0 | 1; isSize: boolean };

export interface ReviewKey {
  code: string;
  ctrlKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  metaKey: boolean;
}

/** field: the input of a field · box: a box is being drawn · text: another input · page: nothing that takes keys. */
export type KeyPlace = "field" | "box" | "text" | "page";

const EVERYWHERE: Readonly<Record<string, ReviewCommand>> = {
  "Ctrl+Enter": { kind: "done" },
  "Ctrl+NumpadEnter": { kind: "done" },
  PageUp: { kind: "page", by: -1 },
  PageDown: { kind: "page", by: 1 },
  F4: { kind: "type" },
  F6: { kind: "words" },
  F8: { kind: "cleaning" },
  F9: { kind: "box" },
  "Ctrl+Equal": { kind: "zoom", by: 1 },
  "Ctrl+Shift+Equal": { kind: "zoom", by: 1 },
  "Ctrl+NumpadAdd": { kind: "zoom", by: 1 },
  "Ctrl+Minus": { kind: "zoom", by: -1 },
  "Ctrl+NumpadSubtract": { kind: "zoom", by: -1 },
  "Ctrl+Digit0": { kind: "zoom", by: 0 },
  "Ctrl+Numpad0": { kind: "zoom", by: 0 },
  "Alt+ArrowUp": { kind: "pan", x: 0, y: -1 },
  "Alt+ArrowDown": { kind: "pan", x: 0, y: 1 },
  "Alt+ArrowLeft": { kind: "pan", x: -1, y: 0 },
  "Alt+ArrowRight": { kind: "pan", x: 1, y: 0 },
};

const ON_PAGE: Readonly<Record<string, ReviewCommand>> = {
  "Ctrl+KeyZ": { kind: "undo" },
  Escape: { kind: "escape" },
  ArrowUp: { kind: "field", by: -1 },
  ArrowDown: { kind: "field", by: 1 },
};

const IN_FIELD: Readonly<Record<string, ReviewCommand>> = {
  ...ON_PAGE,
  Enter: { kind: "confirm" },
  NumpadEnter: { kind: "confirm" },
  Delete: { kind: "dismiss" },
};

const IN_BOX: Readonly<Record<string, ReviewCommand>> = {
  Enter: { kind: "readBox" },
  NumpadEnter: { kind: "readBox" },
  Escape: { kind: "escape" },
};

const OWN: Readonly<Record<KeyPlace, Readonly<Record<string, ReviewCommand>>>> = {
  field: IN_FIELD,
  box: IN_BOX,
  text: {},
  page: ON_PAGE,
};

const ARROWS: Readonly<Record<string, { x: -1 | 0 | 1; y: -1 | 0 | 1 }>> = {
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
};

export function reviewCommand(key: ReviewKey, place: KeyPlace): ReviewCommand | null {
  if (key.metaKey) return null;
  const held = `${key.ctrlKey ? "Ctrl+" : ""}${key.altKey ? "Alt+" : ""}${key.shiftKey ? "Shift+" : ""}`;
  const arrow = ARROWS[key.code];
  if (place === "box" && arrow && (held === "" || held === "Shift+"))
    return { kind: "shift", ...arrow, isSize: key.shiftKey };
  return OWN[place][held + key.code] ?? EVERYWHERE[held + key.code] ?? null;
}

const DECIDING: readonly ReviewCommand["kind"][] = ["confirm", "dismiss", "done", "undo", "readBox"];

export function isDeciding({ kind }: ReviewCommand): boolean {
  return DECIDING.includes(kind);
}

export interface FieldText {
  /** null: nothing was typed, the machine's value stands there. */
  typed: string | null;
  /** The whole text is chosen, or there is none. */
  isWhole: boolean;
}

/** What a key means in a field's text: an untouched value is decided on, a typed one is edited. */
export function inText(command: ReviewCommand, text: FieldText): ReviewCommand | null {
  if (command.kind === "dismiss") return text.typed === null && text.isWhole ? command : null;
  if (text.typed === null) return command;
  return command.kind === "undo" || command.kind === "escape" ? { kind: "revert" } : command;
}
