// Reads the province's feed of changes. A page of it and the new cursor are stored together, so that a change is
// applied exactly once wherever the program is killed.
import type { WireChange } from "../../../shared/wire";
import type { Storage } from "../storage";
import { takeResult } from "./arriving";
import { takeStandingRecord, type MergeParts } from "./merge";
import { answerOf, type ProvinceClient } from "./province-client";
import type { SyncState } from "./sync-state";

export interface PullDeps extends MergeParts {
  storage: Storage;
  state: SyncState;
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

function apply(deps: PullDeps, changes: readonly WireChange[]): void {
  const { storage, state, dossiers, clock } = deps;
  storage.transaction((writer) => {
    for (const change of changes) {
      // A province that was restored numbers its feed anew: the same change has the same id.
      if (writer.run("INSERT INTO applied_changes VALUES (?) ON CONFLICT DO NOTHING", change.changeId) === 0) continue;
      const { dossierId, officialCode, atUtc } = change;
      if (change.kind === "state")
        dossiers.applyProvinceState(writer, { dossierId, officialCode, state: change.state, note: change.note, atUtc });
      else if (change.kind === "record") takeStandingRecord(deps, writer, { dossierId, standing: change.standing });
      else takeResult(dossiers, writer, change);
    }
    const last = changes.at(-1);
    if (last) state.set(writer, "cursor", last.cursor);
    state.set(writer, "lastPulledAtUtc", clock.now().toISOString());
  });
}
