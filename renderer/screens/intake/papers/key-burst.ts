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
