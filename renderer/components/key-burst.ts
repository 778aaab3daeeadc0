// Holds single-key commands for a moment: a wedge scanner types the same keys, but dozens of them in one burst.

/** Longer than the gap between two keys of a scanner, shorter than a person notices. */
const QUIET_MS = 60;
/** No card and no code of ours is as short; a person who presses this many at once means them. */
const MOST_KEYS = 4;

export class KeyBurst {
  private waiting: (() => void)[] = [];
  private count = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;

  /** Takes a key; its action runs after a quiet moment unless it proves to be part of a scan. */
  push(action: (() => void) | null): void {
    this.count += 1;
    if (action) this.waiting.push(action);
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), QUIET_MS);
  }

  /** Runs what waits now, or drops it when it was a scan. */
  flush(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const actions = this.count > MOST_KEYS ? [] : this.waiting;
    this.waiting = [];
    this.count = 0;
    for (const action of actions) action();
  }
}

/** Keys that a wedge scanner types too; they wait until it is sure that a person pressed them. */
export function isTypedCharacter(code: string): boolean {
  return /^(?:Key[A-Z]|Digit\d|Numpad\d)$/.test(code);
}

/** Enter or a blank on a button that has focus presses that button. */
export function isPressing(event: KeyboardEvent): boolean {
  const isPress = ["Enter", "NumpadEnter", "Space"].includes(event.code);
  return isPress && event.target instanceof Element && event.target.closest("button, a, summary") !== null;
}

export function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input:not([type=radio], [type=checkbox]), textarea, select");
}
