// Which steps of cleaning may be done, and which were.
import type { CleaningStepName } from "../../../../../shared/contract";
import type { CleanedPage } from "../../protocol";

export class Steps {
  readonly done: CleanedPage["steps"] = [];
  readonly #off: ReadonlySet<CleaningStepName>;

  constructor(off: readonly CleaningStepName[]) {
    this.#off = new Set(off);
  }

  mayDo(name: CleaningStepName): boolean {
    return !this.#off.has(name);
  }

  /** @param value degrees, dpi, sigma …; null when there is no figure */
  did(name: CleaningStepName, value: number | null): void {
    this.done.push({ name, value: value === null ? null : Math.round(value * 100) / 100 });
  }
}
