// Saves a draft as it is typed: one save at a time, later typing waits its turn, a failed save loses nothing.
import type { FaultOf } from "../../../bridge";
import { type DraftFields, mergeFields } from "./draft-fields";

export interface DraftState {
  /** Everything typed on this screen; it stays laid over core's answers for as long as the screen is open. */
  typed: DraftFields;
  saving: "saved" | "waiting" | "saving" | "failed";
  fault: FaultOf | null;
}

export interface DraftSaverOptions {
  save: (fields: DraftFields) => Promise<void>;
  toFault: (error: unknown) => FaultOf;
  /** Pause in typing after which it is saved. */
  delayMs?: number;
  /** Pause after a failure that may pass by itself. */
  retryMs?: number;
}

/** Failures that typing on cannot cure and time may. */
const PASSING = new Set(["CORE_UNAVAILABLE", "STORAGE_FULL", "STORAGE_UNWRITABLE"]);

export class DraftSaver {
  private state: DraftState = { typed: {}, saving: "saved", fault: null };
  private pending: DraftFields | null = null;
  private running: Promise<boolean> | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly options: DraftSaverOptions) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): DraftState => this.state;

  /** Takes what was typed; it is shown at once and saved after a pause. */
  type(fields: DraftFields): void {
    this.pending = mergeFields(this.pending ?? {}, fields);
    this.show({ typed: mergeFields(this.state.typed, fields), saving: this.running ? "saving" : "waiting" });
    this.schedule(this.options.delayMs ?? 400);
  }

  /** Saves now whatever waits. @returns false when it could not be saved; it is kept and tried again. */
  flush(): Promise<boolean> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    // Nothing to do is done at once; a drain that never waits would end before it is remembered as running.
    if (!this.running && !this.pending) return Promise.resolve(true);
    this.running ??= this.drain();
    return this.running;
  }

  private async drain(): Promise<boolean> {
    let isSaved = true;
    while (this.pending && isSaved) {
      const fields = this.pending;
      this.pending = null;
      isSaved = await this.send(fields);
    }
    this.running = null;
    return isSaved;
  }

  private async send(fields: DraftFields): Promise<boolean> {
    this.show({ saving: "saving" });
    try {
      await this.options.save(fields);
      this.show({ saving: this.pending ? "waiting" : "saved", fault: null });
      return true;
    } catch (error) {
      const fault = this.options.toFault(error);
      this.pending = mergeFields(fields, this.pending ?? {});
      this.show({ saving: "failed", fault });
      if (PASSING.has(fault.code)) this.schedule(this.options.retryMs ?? 3_000);
      return false;
    }
  }

  private schedule(delayMs: number): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), delayMs);
  }

  private show(change: Partial<DraftState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
