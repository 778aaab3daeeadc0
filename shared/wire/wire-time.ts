// Instants as the national portal writes them: yyyyMMddHHmmss in Asia/Ho_Chi_Minh (GMT+7, no summer time).

const OFFSET_MS = 7 * 60 * 60 * 1000;

/** @param instantUtc ISO 8601; @returns yyyyMMddHHmmss in Vietnam's time, milliseconds cut off */
export function toWireTime(instantUtc: string): string {
  const local = new Date(Date.parse(instantUtc) + OFFSET_MS).toISOString();
  return local.slice(0, 19).replace(/\D/g, "");
}

/** @returns ISO 8601 in UTC, or null when the text is no such time (31/02 included) */
export function fromWireTime(wireTime: string): string | null {
  const parts = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(wireTime);
  if (!parts) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1);
  const instant = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}+07:00`);
  if (Number.isNaN(instant)) return null;
  const text = new Date(instant).toISOString();
  return toWireTime(text) === wireTime ? text : null; // 31 February rolls over into March
}

/** @returns yyMMdd of a wire time, as it stands in dossier codes */
export function wireDay(wireTime: string): string {
  return wireTime.slice(2, 8);
}
