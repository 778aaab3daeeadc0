// What another system (the national portal, a vendor's one-stop system) is told of a dossier: one interface for all of them.
import type { DossierRecord } from "../../shared/wire";

/** One step of a dossier's life, as this province knows it. */
export interface ProgressEntry {
  /** State of the national portal, 1…10. */
  state: number;
  atUtc: string;
}

export interface ForwardedDossier {
  dossierId: string;
  officialCode: string;
  record: DossierRecord;
  state: number;
  /** From the reception on, in order; only ever grows. */
  progress: readonly ProgressEntry[];
}

/** What an adapter remembers of one dossier between attempts: plain JSON. */
export type Memory = Record<string, unknown>;

export interface Order {
  dossier: ForwardedDossier;
  memory: Memory;
  /** Stores what must not be done twice, before the next step is begun. */
  keep(memory: Memory): Promise<void>;
  readFile(sha256: string): Promise<Uint8Array>;
}

/** One other system, with its address and its account. */
export interface Adapter {
  /**
   * Brings the other system to the dossier's present state; called again after every failure and every kill, so each
   * step either leaves a mark by `keep` or is harmless twice.
   * @throws NotNow to be tried again, Parked when a person has to look at it
   */
  forward(order: Order): Promise<void>;
  /** The number that the other system gave, once it is known; ours stays valid beside it. */
  foreignCode(memory: Memory): string | null;
}

/** The other system cannot be reached, is busy, or asks to wait. */
export class NotNow extends Error {}

/** Trying again would change nothing. `reason` is for people: the system's own words in Vietnamese where it has some. */
export class Parked extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}

/** How far a state is in a dossier's life: a system whose state is further than ours is never written over. */
const RANK: Readonly<Record<number, number>> = { 1: 0, 2: 1, 4: 2, 5: 2, 6: 2, 8: 2, 9: 3, 10: 4, 3: 5, 7: 5 };

/** @returns true when `theirs` is a later stage than `ours`; within one stage (4, 5, 6, 8) both may be right */
export function isAhead(theirs: number, ours: number): boolean {
  return (RANK[theirs] ?? 0) > (RANK[ours] ?? 0);
}

/** Stages as the progress rows name them; a state that is not here is none of the national portal's. */
export const STAGE_WORDS: Readonly<Record<number, string>> = {
  1: "Mới đăng ký",
  2: "Tiếp nhận hồ sơ",
  3: "Không được tiếp nhận",
  4: "Đang xử lý",
  5: "Yêu cầu bổ sung giấy tờ",
  6: "Yêu cầu thực hiện nghĩa vụ tài chính",
  7: "Công dân yêu cầu rút hồ sơ",
  8: "Dừng xử lý",
  9: "Kết thúc xử lý",
  10: "Đã trả kết quả",
};
