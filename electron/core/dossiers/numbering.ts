// The day's numbers of this machine. A number that was given is never given again, whatever the clock does.
import { formatProvisionalCode } from "../../../shared/domain";
import { localDateOf } from "../../../shared/text";
import type { Writer } from "../storage";

/**
 * The next code TAM-<máy>-YYMMDD-NNNN of the local day (GMT+7). With the clock set back to an earlier day, counting
 * goes on where that day stopped. To be called in the transaction that uses the number.
 */
export function nextProvisionalCode(writer: Writer, { machineCode, at }: { machineCode: string; at: Date }): string {
  const last = writer.value<number>(
    `INSERT INTO daily_numbers (day, last) VALUES (?, 1)
     ON CONFLICT (day) DO UPDATE SET last = last + 1 RETURNING last`,
    localDateOf(at),
  );
  if (last === undefined) throw new Error("the day's number was not returned");
  return formatProvisionalCode(machineCode, at, last);
}

/**
 * An official code of the local day from what the province has leased to this counter for this unit; null: there is none.
 * To be called in the transaction that uses it.
 */
export function takeLeasedCode(writer: Writer, { unitCode, at }: { unitCode: string; at: Date }): string | null {
  const day = localDateOf(at);
  const prefix = `${unitCode}-${day.slice(2).replaceAll("-", "")}-`;
  for (;;) {
    const number = writer.value<number>(
      `UPDATE number_leases SET next_number = next_number + 1
        WHERE lease_id = (SELECT lease_id FROM number_leases WHERE day = ? AND prefix = ? AND next_number <= last_number
                          ORDER BY first_number LIMIT 1)
        RETURNING next_number - 1`,
      ...[day, prefix],
    );
    if (number === undefined) return null;
    const code = prefix + String(number).padStart(4, "0");
    if (writer.value("SELECT 1 FROM dossiers WHERE official_code = ?", code) === undefined) return code;
  }
}
