// Registers this counter with its province. The token that comes back stays in the encrypted database.
import { DomainError } from "../../../shared/errors";
import { normaliseProvinceUrl } from "./province-address";
import { answerOf, createProvinceClient } from "./province-client";
import type { SyncParts } from "./sync-parts";

/** @throws DomainError INPUT_INVALID, COUNTER_NOT_CONFIGURED, PROVINCE_UNREACHABLE, PROVINCE_FAILED, PROVINCE_REFUSED, PROVINCE_ANSWER_INVALID */
export async function register(
  { settings, state, link, fetch, timing }: SyncParts,
  request: { provinceUrl: string; enrolmentCode: string },
): Promise<void> {
  const provinceUrl = normaliseProvinceUrl(request.provinceUrl);
  const { counter } = settings.read();
  if (!counter) throw new DomainError("COUNTER_NOT_CONFIGURED");
  const line = { fetch, timeoutMs: timing.requestTimeoutMs, signal: new AbortController().signal };
  const { counterId, token } = await answerOf(
    createProvinceClient(line, provinceUrl, null).counters.register({
      unitCode: counter.unitCode,
      unitName: counter.unitName,
      machineCode: counter.machineCode,
      enrolmentCode: request.enrolmentCode,
    }),
  );
  state.register({ provinceUrl, counterId, token });
  settings.save({ provinceUrl });
  link.report("online");
}
