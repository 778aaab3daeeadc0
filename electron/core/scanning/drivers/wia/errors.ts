// Translates what WIA answers, an HRESULT and the state of the paper path, into the program's own codes.
import { DomainError, type ErrorCode } from "../../../../../shared/errors";
import { HANDLING_STATUS } from "./properties";

/**
 * Of wiadef.h (facility 0x21). Microsoft's page of WIA error codes prints the header's decimal 16, 17 and 20 as if they
 * were hexadecimal; both forms are understood.
 */
const BY_HRESULT: Readonly<Record<string, ErrorCode>> = {
  "0x80210001": "SCANNER_FAILED", // general error
  "0x80210002": "SCANNER_JAM",
  "0x80210003": "SCANNER_NO_PAPER",
  "0x80210004": "SCANNER_JAM", // paper problem
  "0x80210005": "SCANNER_DISCONNECTED", // offline
  "0x80210006": "SCANNER_BUSY",
  "0x80210007": "SCANNER_BUSY", // warming up
  "0x80210008": "SCANNER_FAILED", // user intervention: the status may say more
  "0x80210009": "SCANNER_DISCONNECTED", // item deleted
  "0x8021000A": "SCANNER_DISCONNECTED", // device communication
  "0x8021000B": "SCANNER_OPTION_INVALID", // invalid command
  "0x8021000C": "SCANNER_OPTION_INVALID", // incorrect hardware setting
  "0x8021000D": "SCANNER_BUSY", // locked
  "0x8021000E": "SCANNER_DRIVER_CRASHED", // exception in driver
  "0x8021000F": "SCANNER_ANSWER_INVALID", // invalid driver response
  "0x80210010": "SCANNER_COVER_OPEN",
  "0x80210016": "SCANNER_COVER_OPEN",
  "0x80210011": "SCANNER_FAILED", // lamp off
  "0x80210017": "SCANNER_FAILED",
  "0x80210013": "SCANNER_BUSY", // network reservation failed
  "0x80210014": "SCANNER_DOUBLE_FEED",
  "0x80210020": "SCANNER_DOUBLE_FEED",
  "0x80210015": "SCANNER_NOT_FOUND", // no device available
  "0x80210064": "CANCELLED", // in the driver's own dialog
  "0x80070005": "SCANNER_ACCESS_DENIED", // E_ACCESSDENIED
  "0x80070057": "SCANNER_OPTION_INVALID", // E_INVALIDARG
  "0x800706BA": "SCANNER_DISCONNECTED", // the service is not there
  "0x800706BE": "SCANNER_DRIVER_CRASHED", // the service died during the call
  "0x80010108": "SCANNER_DRIVER_CRASHED", // the object has left its clients
  "0x80040154": "SCANNER_SOFTWARE_MISSING", // class not registered
};

/** What the paper path says where the answer itself says little. In order of what the officer has to do first. */
const BY_STATUS: readonly (readonly [bit: number, code: ErrorCode])[] = [
  [HANDLING_STATUS.multipleFeed, "SCANNER_DOUBLE_FEED"],
  [HANDLING_STATUS.paperJam, "SCANNER_JAM"],
  [HANDLING_STATUS.pathCoverUp, "SCANNER_COVER_OPEN"],
  [HANDLING_STATUS.flatCoverUp, "SCANNER_COVER_OPEN"],
];

export interface WiaFault {
  /** "0x80210003" */
  hresult: string;
  /** WIA_DPS_DOCUMENT_HANDLING_STATUS; null when the device did not tell. */
  status: number | null;
}

export function wiaFault({ hresult, status }: WiaFault, deviceId: string): DomainError {
  const code = BY_HRESULT[hresult.replace(/^0X/i, "0x").replace(/[a-f]/g, (digit) => digit.toUpperCase())];
  const byStatus = BY_STATUS.find(([bit]) => ((status ?? 0) & bit) !== 0)?.[1];
  const final = code === undefined || code === "SCANNER_FAILED" ? (byStatus ?? "SCANNER_FAILED") : code;
  if (final === "SCANNER_SOFTWARE_MISSING") return new DomainError(final, { program: "WIA" });
  return new DomainError(final, { device: deviceId, status: hresult });
}
