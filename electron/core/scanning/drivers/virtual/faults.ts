// What can be made to go wrong on the virtual scanner: vendor options that name the page (from 1) where it happens.
import { DomainError, type ErrorCode } from "../../../../../shared/errors";

export interface TrainingPlan {
  sheets: number;
  delayMs: number;
  /** The fault, by the page that is not given any more. */
  faultAt: ReadonlyMap<number, ErrorCode>;
  /** One sheet goes through unseen before this page. */
  doubleFeedAt: number | null;
  blankAt: number | null;
  skewedAt: number | null;
  lowResolutionAt: number | null;
}

const SHEETS = 4;
const MOST_SHEETS = 200;
/** As a small office scanner takes for a page. */
const DELAY_MS = 1200;
const LONGEST_DELAY_MS = 60_000;
const FAULTS: Readonly<Record<string, ErrorCode>> = {
  "jam-at": "SCANNER_JAM",
  "cover-open-at": "SCANNER_COVER_OPEN",
  "disconnect-at": "SCANNER_DISCONNECTED",
  "crash-at": "SCANNER_DRIVER_CRASHED",
};
const OTHERS = ["sheets", "delay-ms", "double-feed-at", "blank-at", "skewed-at", "low-resolution-at"];

/** @throws DomainError SCANNER_OPTION_INVALID {option, value} */
export function readPlan(options: Readonly<Record<string, string>>): TrainingPlan {
  for (const [option, value] of Object.entries(options))
    if (!(option in FAULTS) && !OTHERS.includes(option)) throw wrong(option, value);
  const number = (option: string, most: number) => readNumber(option, options[option], most);
  const page = (option: string) => number(option, 2 * MOST_SHEETS);
  const faults = Object.entries(FAULTS).map(([option, code]) => [page(option), code] as const);
  return {
    sheets: number("sheets", MOST_SHEETS) ?? SHEETS,
    delayMs: number("delay-ms", LONGEST_DELAY_MS) ?? DELAY_MS,
    faultAt: new Map(faults.flatMap(([at, code]) => (at === null ? [] : [[at, code]]))),
    doubleFeedAt: page("double-feed-at"),
    blankAt: page("blank-at"),
    skewedAt: page("skewed-at"),
    lowResolutionAt: page("low-resolution-at"),
  };
}

function readNumber(option: string, value: string | undefined, most: number): number | null {
  if (value === undefined) return null;
  const number = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= (option === "delay-ms" ? 0 : 1) && number <= most)) throw wrong(option, value);
  return number;
}

function wrong(option: string, value: string): DomainError {
  return new DomainError("SCANNER_OPTION_INVALID", { option, value });
}
