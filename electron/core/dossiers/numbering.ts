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
