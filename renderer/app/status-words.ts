// Decides what the status bar says; words by key under `app.status`.
import type { KnownDevice, Printer, RecognitionQueue, ScanProfiles, SyncStatus } from "../../shared/contract";
import { ageOf, formatMoment, type AgeUnit } from "../locales/format";

export interface StatusWords {
  tone: "plain" | "good" | "warn" | "bad";
  parts: readonly {
    key: string;
    facts?: Record<string, string | number>;
    age?: { unit: AgeUnit; count: number };
  }[];
}

const UNKNOWN: StatusWords = { tone: "plain", parts: [{ key: "unknown" }] };

export function queueWords(status: SyncStatus | undefined, now: Date): StatusWords {
  if (!status) return UNKNOWN;
  const parts: StatusWords["parts"][number][] = [{ key: `link.${status.link}`, age: ageOf(status.sinceUtc, now) }];
  if (status.percent !== null) parts.push({ key: "sending", facts: { percent: status.percent } });
  else if (isHeld(status)) parts.push({ key: `hold.${status.hold}` });
  parts.push({ key: "waiting", facts: { count: status.waiting + status.sending } });
  if (status.attention > 0) parts.push({ key: "attention", facts: { count: status.attention } });
  if (status.conflicts > 0) parts.push({ key: "conflicts", facts: { count: status.conflicts } });
  if (isClockWrong(status)) parts.push(clockPart(status.clockOffsetSeconds ?? 0));
  parts.push(
    status.lastSentAtUtc
      ? { key: "lastSent", facts: { at: formatMoment(status.lastSentAtUtc, now) } }
      : { key: "neverSent" },
  );
  return { tone: queueTone(status), parts };
}

/** "paused" is a link of its own and said there. */
function isHeld({ hold, waiting }: SyncStatus): boolean {
  return waiting > 0 && (hold === "outside_window" || hold === "metered");
}

/** Times at the counter go to the province as they are: an officer must know when they are wrong. */
const LARGEST_CLOCK_OFFSET_S = 5 * 60;

function isClockWrong({ clockOffsetSeconds }: SyncStatus): boolean {
  return clockOffsetSeconds !== null && Math.abs(clockOffsetSeconds) > LARGEST_CLOCK_OFFSET_S;
}

function clockPart(offsetSeconds: number): StatusWords["parts"][number] {
  const minutes = Math.round(Math.abs(offsetSeconds) / 60);
  return { key: offsetSeconds > 0 ? "clockFast" : "clockSlow", facts: { minutes } };
}

function queueTone(status: SyncStatus): StatusWords["tone"] {
  if (status.attention > 0 || status.conflicts > 0) return "bad";
  if (isClockWrong(status)) return "warn";
  return status.link === "online" ? "good" : "warn";
}

export function recognitionWords(queue: RecognitionQueue | undefined): StatusWords {
  if (!queue) return UNKNOWN;
  const left = queue.queued + queue.running;
  if (left > 0) return { tone: "plain", parts: [{ key: "ocrBusy", facts: { count: left } }] };
  if (queue.failed > 0) return { tone: "warn", parts: [{ key: "ocrFailed", facts: { count: queue.failed } }] };
  return { tone: "good", parts: [{ key: "ocrIdle" }] };
}

/** The default profile, and how its device is as far as anybody has asked. @param profiles undefined while not known */
export function scannerWords(profiles: ScanProfiles | undefined, devices: readonly KnownDevice[]): StatusWords {
  if (!profiles) return UNKNOWN;
  const chosen = profiles.profiles.find(({ id }) => id === profiles.defaultId) ?? profiles.profiles[0];
  if (!chosen) return { tone: "warn", parts: [{ key: "scannerUnset" }] };
  const device = devices.find(({ driver, deviceId }) => driver === chosen.driver && deviceId === chosen.deviceId);
  const facts = { name: chosen.name };
  if (device?.state === "unreachable") return { tone: "bad", parts: [{ key: "scannerUnreachable", facts }] };
  if (device?.state === "faulty") return { tone: "bad", parts: [{ key: "scannerFaulty", facts }] };
  return { tone: "good", parts: [{ key: "scannerReady", facts }] };
}

/** @param printers undefined while they are not known yet */
export function printerWords(name: string | null, printers: readonly Printer[] | undefined): StatusWords {
  if (name === null) return { tone: "warn", parts: [{ key: "printerUnset" }] };
  if (!printers) return UNKNOWN;
  const facts = { name };
  const printer = printers.find((candidate) => candidate.name === name);
  if (!printer) return { tone: "bad", parts: [{ key: "printerMissing", facts }] };
  if (printer.state === "stopped") return { tone: "bad", parts: [{ key: "printerStopped", facts }] };
  return { tone: "good", parts: [{ key: "printerReady", facts }] };
}
