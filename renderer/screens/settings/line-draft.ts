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

/** @returns null while something is half filled in: one end of the hours, or an address that is none */
export function lineOf(draft: LineDraft): LineSettings | null {
  const { speed, from, to, metered, proxyKind, proxyAddress, endOfDayAt } = draft;
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
