// Registers this counter with its province.
import { DomainError } from "../../../shared/errors";
import type { SyncParts } from "./sync-parts";
import { normaliseProvinceUrl } from "./transport/province-address";

export interface Enrolment {
  provinceUrl: string;
  enrolmentCode: string;
  /** Certificates (PEM) of the province's own authority; null: those of the system. */
  caPem?: string | null;
}

/** @throws DomainError INPUT_INVALID, COUNTER_NOT_CONFIGURED, DEVICE_KEY_UNAVAILABLE, PROVINCE_* */
export async function register({ settings, identity, state }: SyncParts, request: Enrolment): Promise<void> {
  const provinceUrl = normaliseProvinceUrl(request.provinceUrl);
  const { counter } = settings.read();
  if (!counter) throw new DomainError("COUNTER_NOT_CONFIGURED");
  const { enrolmentCode, caPem = null } = request;
  await identity.enrol({ provinceUrl, caPem, enrolmentCode, counter }, (registration) => {
    state.register(registration);
    settings.save({ provinceUrl });
  });
}
