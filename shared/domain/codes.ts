// Codes of dossiers and procedures: the counter's own provisional code and the tolerant reading of official ones.
import { localDateOf, type Instant } from "../text";

/** `sequence` is the dossier's number on that local day at that machine, from 1. */
export interface ProvisionalCode {
  machineCode: string;
  /** yyyy-MM-dd in GMT+7. */
  localDate: string;
  sequence: number;
}

const PROVISIONAL = /^TAM-([0-9A-Z]{2})-(\d{2})(\d{2})(\d{2})-(\d{4,6})$/;
// Provinces run several generations of systems: with or without "T.", "000.00.", 6- or 8-digit dates, 4 or more digits.
const OFFICIAL = /^(?:T\.)?(?:000\.\d{2}\.\d{2,3}\.)?[A-Z]\d{2}(?:\.[A-Z0-9]{1,3}){0,3}-\d{6}(?:\d{2})?-\d{4,}$/;
// The portal writes 1 to 3; ministries' newer entries begin with 6.
const PROCEDURE = /^[1-9]\.\d{6}(?:\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})?$/;

/**
 * TAM-<máy>-YYMMDD-NNNN. It cannot clash with an official code, and not with another machine's.
 * @param receivedAt gives the local day
 */
export function formatProvisionalCode(machineCode: string, receivedAt: Instant, sequence: number): string {
  const [year = "", month = "", day = ""] = localDateOf(receivedAt).split("-");
  return `TAM-${machineCode}-${year.slice(2)}${month}${day}-${String(sequence).padStart(4, "0")}`;
}

/** undefined when the text is not a provisional code; white space around and lower case are forgiven. */
export function parseProvisionalCode(text: string): ProvisionalCode | undefined {
  const match = PROVISIONAL.exec(normaliseCode(text));
  if (!match) return undefined;
  const [, machineCode = "", year = "", month = "", day = "", sequence = ""] = match;
  return { machineCode, localDate: `20${year}-${month}-${day}`, sequence: Number(sequence) };
}

/** A mã hồ sơ of the province or the national portal, old or new form (TT 03/2025/TT-VPCP Đ13). */
export function isOfficialCode(text: string): boolean {
  return OFFICIAL.test(normaliseCode(text));
}

/** A mã TTHC such as 1.001193, also with the legacy suffix .000.00.00.H22. */
export function isProcedureCode(text: string): boolean {
  return PROCEDURE.test(normaliseCode(text));
}

/** As codes are stored and compared: upper case, no white space. */
export function normaliseCode(text: string): string {
  return text.replace(/\s+/gu, "").toUpperCase();
}
