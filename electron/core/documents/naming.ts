// Names and codes of digitised papers (guidance of the Ministry of Science and Technology, 11/2025).
import { fold, localDateOf } from "../../../shared/text";

const LONGEST_DESCRIPTION = 80;
const MOST_INITIALS = 6;
const SERIAL_DIGITS = 6;
/** V1: as it was scanned; V2 would be one that was corrected. */
const VERSION = "V1";
const LONGEST_CODE = 30;

/** `CODE_YYYYMMDD_DESC.PDF`: the dossier, the local day, and what it is, in letters that every system can keep. */
export function fileName({ code, date, description }: { code: string; date: Date; description: string }): string {
  const day = localDateOf(date).replace(/-/g, "");
  const name = plain(description).slice(0, LONGEST_DESCRIPTION).replace(/-$/, "");
  return `${plain(code) || "BAN-NHAP"}_${day}_${name || "GIAY-TO"}.PDF`;
}

/**
 * `MCQ_LV_STT_PB`, for instance H34.12.5_HT_000021_V1: agency, field by its initials, serial number, version.
 * null until the agency's code is known, or when it would not fit.
 */
export function docCode({
  unitCode,
  field,
  number,
}: {
  unitCode: string;
  field: string;
  number: number;
}): string | null {
  const initials = plain(field)
    .split("-")
    .map((word) => word.charAt(0))
    .join("")
    .slice(0, MOST_INITIALS);
  const serial = String(number).padStart(SERIAL_DIGITS, "0");
  const code = [unitCode.trim(), initials || "KH", serial, VERSION].join("_");
  return unitCode.trim() === "" || code.length > LONGEST_CODE ? null : code;
}

function plain(text: string): string {
  return fold(text)
    .toUpperCase()
    .replace(/[^A-Z0-9.]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
}
