// The last lines that each device and its driver said to each other, in memory only: text to be copied for support.
import type { Clock } from "../clock";
import { plainText } from "./plain-text";

const KEPT_LINES = 500;
const LONGEST_LINE = 500;

export class DeviceLog {
  readonly #lines = new Map<string, string[]>();

  constructor(private readonly clock: Clock) {}

  add(source: string, line: string): void {
    const lines = this.#lines.get(source) ?? [];
    // A line of the device may hold line ends of its own, and must not pass for another line.
    const text = plainText(line, LONGEST_LINE);
    lines.push(`${this.clock.now().toISOString()} ${text}`);
    if (lines.length > KEPT_LINES) lines.shift();
    this.#lines.set(source, lines);
  }

  text(source: string): string {
    return (this.#lines.get(source) ?? []).join("\n");
  }
}
