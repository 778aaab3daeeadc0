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

/** @throws DomainError INPUT_INVALID, COUNTER_NOT_CONFIGURED, PROVINCE_* */
export async function register({ settings }: SyncParts, request: Enrolment): Promise<void> {
  normaliseProvinceUrl(request.provinceUrl);
  if (!settings.read().counter) throw new DomainError("COUNTER_NOT_CONFIGURED");
  throw new DomainError("PROVINCE_NOT_CONFIGURED");
}
