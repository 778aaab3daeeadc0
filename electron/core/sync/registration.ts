// Registers this counter with its province.
import { DomainError } from "../../../shared/errors";
import { isSameUnit, refuseWhileWaiting } from "./account";
import type { SyncParts } from "./sync-parts";
import { normaliseProvinceUrl } from "./transport/province-address";

export interface Enrolment {
  provinceUrl: string;
  enrolmentCode: string;
  /** Certificates (PEM) of the province's own authority; null: those of the system. */
  caPem?: string | null;
}

/**
 * Whether it is the same province shows with its answer only; a refusal then costs no code: the same code is good for the
 * same key again.
 * @throws DomainError INPUT_INVALID, COUNTER_NOT_CONFIGURED, DEVICE_KEY_UNAVAILABLE, PROVINCE_ACCOUNT_CHANGED with
 *   {waiting: operations that the unit or province of before has not accepted}, other PROVINCE_*
 */
export async function register(parts: SyncParts, request: Enrolment): Promise<void> {
  const { settings, identity, state, storage } = parts;
  const provinceUrl = normaliseProvinceUrl(request.provinceUrl);
  const { counter } = settings.read();
  if (!counter) throw new DomainError("COUNTER_NOT_CONFIGURED");
  const before = state.find("registration");
  const isOfUnit = !before || isSameUnit(before, counter.unitCode) || state.find("queueUnit") === counter.unitCode;
  if (!isOfUnit) refuseWhileWaiting(storage.read);
  const { enrolmentCode, caPem = null } = request;
  await identity.enrol({ provinceUrl, caPem, enrolmentCode, counter }, (registration) => {
    state.register(registration);
    settings.save({ provinceUrl });
  });
  // What was known of the former registration's runs.
  parts.asked.clear();
  parts.pushed.clear();
}
