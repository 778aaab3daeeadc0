// Puts sync together from what the office gives it.
import { createHold } from "./hold";
import { createIdentity } from "./identity";
import { createLink } from "./link";
import { createProgress } from "./progress";
import { mergeConflict } from "./merge";
import { DEFAULT_TIMING, type SyncDeps, type SyncParts } from "./sync-parts";
import { createSyncState } from "./sync-state";
import { createPieceSize } from "./transfer/piece-size";
import { createUploadNotes } from "./transfer/upload-notes";
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
    onConflict: (writer, row, standing) => mergeConflict(deps, writer, { row, standing }),
    sign: identity.sign,
    exchangeFor,
    closeConnections() {
      identity.close();
      connections.close();
    },
    pieces: createPieceSize({ ...timing.pieces, timeoutMs: timing.requestTimeoutMs }, state.find("line") ?? null),
    notes: createUploadNotes(deps),
    throttle: createThrottle(() => {
      const most = line().mostKilobytesPerSecond;
      return most === null ? null : most * KILO;
    }),
    asked: new Map(),
    pushed: new Map(),
    random: deps.random ?? Math.random,
  };
}
