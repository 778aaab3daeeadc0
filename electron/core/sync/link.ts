// How the line to the province is, and since when.
import type { SyncStatus } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { Clock } from "../clock";
import type { SettingsPort } from "./ports";
import { normaliseProvinceUrl } from "./transport/province-address";
import type { Registration, SyncState } from "./sync-state";

type LinkName = SyncStatus["link"];

export interface Link {
  /** The registration in force; undefined when there is none, or the settings name another province or unit. */
  findRegistration(): Registration | undefined;
  now(): { link: LinkName; sinceUtc: string };
  /** reachable · unreachable · token refused */
  report(contact: "online" | "offline" | "unauthorised"): void;
}

export function createLink(deps: { state: SyncState; settings: SettingsPort; clock: Clock }): Link {
  const { state, settings, clock } = deps;
  let contact: "online" | "offline" | "unauthorised" = "offline";
  let last: { link: LinkName; sinceUtc: string } | undefined;

  function findRegistration(): Registration | undefined {
    const registration = state.find("registration");
    const wanted = settings.read().provinceUrl;
    if (!registration || wanted === null || normalised(wanted) !== registration.provinceUrl) return undefined;
    return (state.find("queueUnit") ?? null) === null ? registration : undefined;
  }

  function name(): LinkName {
    if (settings.read().provinceUrl === null) return "unconfigured";
    if (!findRegistration() || contact === "unauthorised") return "unregistered";
    return state.find("paused") ? "paused" : contact;
  }

  return {
    findRegistration,
    now() {
      const link = name();
      if (last?.link !== link) last = { link, sinceUtc: clock.now().toISOString() };
      return last;
    },
    report(newContact) {
      contact = newContact;
    },
  };
}

function normalised(url: string): string | null {
  try {
    return normaliseProvinceUrl(url);
  } catch (error) {
    if (error instanceof DomainError) return null; // an address that may not be used is no registered one
    throw error;
  }
}
