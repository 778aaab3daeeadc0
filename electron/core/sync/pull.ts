// Reads the province's feed of status changes. A page of it and the new cursor are stored together, so that a change is
// applied exactly once wherever the program is killed.
import type { WireChange } from "../../../shared/wire";
import type { Clock } from "../clock";
import type { Storage } from "../storage";
import type { DossierPort } from "./ports";
import { answerOf, type ProvinceClient } from "./province-client";
import type { SyncState } from "./sync-state";

export interface PullDeps {
  storage: Storage;
  state: SyncState;
  dossiers: DossierPort;
  clock: Clock;
  client: ProvinceClient;
}

const PAGE = 100;

/** @returns ids of the dossiers that changed */
export async function pullChanges(deps: PullDeps): Promise<string[]> {
  const changed: string[] = [];
  for (let more = true; more;) {
    const after = deps.state.find("cursor") ?? 0;
    const page = await answerOf(deps.client.changes.list({ after, limit: PAGE }));
    const fresh = page.changes.filter((change) => change.cursor > after);
    apply(deps, fresh);
    changed.push(...fresh.map((change) => change.dossierId));
    more = page.more && fresh.length > 0;
  }
  return changed;
}

function apply({ storage, state, dossiers, clock }: PullDeps, changes: readonly WireChange[]): void {
  storage.transaction((writer) => {
    for (const change of changes) {
      if (change.kind !== "state") continue;
      const { dossierId, officialCode, state: newState, note, atUtc } = change;
      dossiers.applyProvinceState(writer, { dossierId, officialCode, state: newState, note, atUtc });
    }
    const last = changes.at(-1);
    if (last) state.set(writer, "cursor", last.cursor);
    state.set(writer, "lastPulledAtUtc", clock.now().toISOString());
  });
}
