// Puts sync together from what the office gives it.
import { createHold } from "./hold";
import { createIdentity } from "./identity";
import { createLink } from "./link";
import { createProgress } from "./progress";
import { keepStandingRecord } from "./receipts";
import { DEFAULT_TIMING, type SyncDeps, type SyncParts } from "./sync-parts";
import { createSyncState } from "./sync-state";
import { createPieceSize } from "./transfer/piece-size";
import { createThrottle } from "./transfer/throttle";
import { createConnections } from "./transport/connections";

const KILO = 1000;

export function createParts(deps: SyncDeps): SyncParts {
  const state = createSyncState(deps.storage);
  const timing = { ...DEFAULT_TIMING, ...deps.timing };
  const line = () => deps.settings.read().line;
  const connections = createConnections({
    proxy: () => line().proxy,
    resolveProxy: (url) => deps.host.resolveProxy(url),
  });
  const link = createLink({ state, settings: deps.settings, clock: deps.clock });
  const exchangeFor = (caPem: string | null) => deps.exchange ?? connections.exchangeFor(caPem);
  const { findRegistration } = link;
  const identity = createIdentity({ ...timing, host: deps.host, findRegistration, exchangeFor });
  return {
    ...deps,
    state,
    timing,
    link,
    hold: createHold({ ...deps, state }),
    progress: createProgress(),
    identity,
    // Nothing was stored at the province: the operation waits for somebody, with what stands there kept beside it.
    onConflict(writer, row, standing) {
      keepStandingRecord(writer, row.dossier_id, { ...standing, record: JSON.stringify(standing.record) });
      const fault = JSON.stringify({ code: "PROVINCE_CONFLICT", facts: {} });
      writer.run("UPDATE outbox SET state = 'attention', fault = ? WHERE id = ?", fault, row.id);
    },
    sign: identity.sign,
    exchangeFor,
    closeConnections() {
      identity.close();
      connections.close();
    },
    pieces: createPieceSize({ ...timing.pieces, timeoutMs: timing.requestTimeoutMs }, state.find("line") ?? null),
    throttle: createThrottle(() => {
      const most = line().mostKilobytesPerSecond;
      return most === null ? null : most * KILO;
    }),
    pushed: new Map(),
    random: deps.random ?? Math.random,
  };
}
