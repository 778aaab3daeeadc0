// The line settings as fields that may still be empty or half typed.
import type { Settings } from "../../../shared/contract";

type LineSettings = Settings["line"];

export interface LineDraft {
  speed: number | "";
  from: string;
  to: string;
  metered: boolean;
  proxyKind: "system" | "none" | "address";
  proxyAddress: string;
  endOfDayAt: string;
}

export function draftOf(line: LineSettings): LineDraft {
  const isNamed = line.proxy === "system" || line.proxy === "none";
  return {
    speed: line.mostKilobytesPerSecond ?? "",
    from: line.pagesWindow?.from ?? "",
    to: line.pagesWindow?.to ?? "",
    metered: line.metered,
    proxyKind: line.proxy === "system" || line.proxy === "none" ? line.proxy : "address",
    proxyAddress: isNamed ? "" : line.proxy,
    endOfDayAt: line.endOfDayAt ?? "",
  };
}

export function isProxyAddress(text: string): boolean {
  return /^https?:\/\/[^\s/]/u.test(text.trim()) && URL.canParse(text.trim());
}

/**
 * A time of the 24-hour clock, however it was typed: 17:00, 1700, 17h00, 7.30. The system's own field shows AM and PM on a
 * PC whose system is English. @returns "" for nothing, null for what is no time
 */
export function timeOf(text: string): string | null {
  if (text.trim() === "") return "";
  const [, hours = "", minutes = ""] = /^([01]?\d|2[0-3])[:.hg]?([0-5]\d)$/iu.exec(text.trim()) ?? [];
  return minutes === "" ? null : `${hours.padStart(2, "0")}:${minutes}`;
}

/** @returns null while something is half filled in: one end of the hours, a time or an address that is none */
export function lineOf(draft: LineDraft): LineSettings | null {
  const { speed, metered, proxyKind, proxyAddress } = draft;
  const [from, to, endOfDayAt] = [timeOf(draft.from), timeOf(draft.to), timeOf(draft.endOfDayAt)];
  if (from === null || to === null || endOfDayAt === null) return null;
  if ((from === "") !== (to === "") || (from !== "" && from === to)) return null;
  if (proxyKind === "address" && !isProxyAddress(proxyAddress)) return null;
  return {
    mostKilobytesPerSecond: speed === "" ? null : speed,
    pagesWindow: from === "" ? null : { from, to },
    metered,
    proxy: proxyKind === "address" ? proxyAddress.trim() : proxyKind,
    endOfDayAt: endOfDayAt === "" ? null : endOfDayAt,
  };
}
