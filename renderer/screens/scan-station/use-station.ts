// Ties the scan station together: the dossier's pages, what is chosen, the run of the scanner, and the commands.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState, type RefObject } from "react";
import { useStore } from "zustand";
import type {
  Dossier,
  DossierComponent,
  Page,
  PageHistory,
  ScanBatch,
  ScannerDevice,
  ScanPlace,
  ScanProfile,
  ScanProfiles,
  ScanTarget,
} from "../../../shared/contract";
import { api, type FaultOf } from "../../bridge";
import { makeProfile, rememberProfile, useScanProfiles } from "../../stores/scan-profiles";
import { isRunning, startImport, startScan, useScanRuns } from "../../stores/scan-runs";
import { useAction } from "../../stores/use-action";
import { useForgetWhenDone } from "../../stores/use-scanning";
import { groupPages, type PageGroup, pagesInOrder } from "./page-groups";
import { chosenProfile, nextProfileId, settingsOf } from "./scan-order";
import { performCommand } from "./station-commands";
import { shownPage, type StationDesk } from "./station-desk";
import type { StationCommand } from "./station-keys";
import { useStable } from "./use-stable";
import { createStation, type Station, type StationStart, type StationStore } from "./station-store";

export interface StationState {
  dossier: Dossier;
  pages: readonly Page[];
  groups: readonly PageGroup[];
  shown: Page | null;
  /** The paper that is scanned into. */
  target: DossierComponent | null;
  station: Station;
  store: StationStore;
  desk: StationDesk;
  profiles: ScanProfiles | undefined;
  profile: ScanProfile | null;
  history: PageHistory | undefined;
  removed: readonly Page[];
  batches: readonly ScanBatch[];
  fault: FaultOf | null;
  perform: (command: StationCommand) => void;
  takeFiles: (files: readonly File[], componentId: string | null) => void;
  chooseScanner: (device: ScannerDevice) => void;
}

interface ScanWish {
  componentId: string | null;
  place: ScanPlace;
  isSingle: boolean;
}

const NO_PAGES: readonly Page[] = [];
const NO_BATCHES: readonly ScanBatch[] = [];

export function useStation(
  dossier: Dossier,
  start: StationStart,
  fileInput: RefObject<HTMLInputElement | null>,
): StationState {
  const [store] = useState(() => createStation(dossier.id, start));
  const station = useStore(store);
  const { id: dossierId, components } = dossier;
  const pages = useQuery(api.papers.list.queryOptions({ input: { dossierId } })).data ?? NO_PAGES;
  const history = useQuery(api.papers.history.queryOptions({ input: { dossierId } })).data;
  const removed = useQuery(api.papers.removed.queryOptions({ input: { dossierId } })).data ?? NO_PAGES;
  const batches = useQuery(api.scanning.batches.queryOptions({ input: { dossierId } })).data ?? NO_BATCHES;
  // Not the run itself: it changes many times for each page, and here everything hangs on it.
  const latestPageId = useScanRuns((state) => state.runs[dossierId]?.latestPageId ?? null);
  useForgetWhenDone(dossierId);
  const profiles = useScanProfiles();
  const action = useAction();
  const target = components.find(({ id }) => id === station.componentId) ?? null;
  const profile = chosenProfile(profiles, { profileId: station.profileId, paper: target });
  const scanner = useScanner({ dossier, store, profiles, run: action.run });
  const desk: StationDesk = {
    dossierId,
    store,
    run: action.run,
    latestPageId: () => useScanRuns.getState().runs[dossierId]?.latestPageId ?? latestPageId,
    scan: scanner.scan,
    chooseFiles: () => (isRunning(dossierId) ? store.setState({ note: "busy" }) : fileInput.current?.click()),
    nextProfile: () => profiles && store.setState({ profileId: nextProfileId(profiles, profile), override: {} }),
  };
  const perform = useStable((command: StationCommand) => performCommand(desk, command));
  const groups = useMemo(() => groupPages(components, pages), [components, pages]);
  const shown = shownPage(
    desk,
    useMemo(() => pagesInOrder(groups), [groups]),
    station.currentId,
  );
  useShownInView(dossierId, shown?.id ?? null);
  return {
    ...{ dossier, pages, groups, shown, target, station, store, desk, profiles, profile },
    ...{ history, removed, batches, fault: action.fault },
    perform,
    takeFiles: (files, into) => {
      const target: ScanTarget = { dossierId, componentId: into, place: { kind: "end" } };
      if (files.length > 0 && !startImport(files, target)) store.setState({ note: "busy" });
    },
    chooseScanner: scanner.choose,
  };
}

interface ScannerParts {
  dossier: Dossier;
  store: StationStore;
  profiles: ScanProfiles | undefined;
  run: StationDesk["run"];
}

interface Scanner {
  scan: (wish: ScanWish) => void;
  choose: (device: ScannerDevice) => void;
}

/** Scans with the profile of the chosen paper; where there is none, the officer chooses a device once. */
function useScanner({ dossier, store, profiles, run }: ScannerParts): Scanner {
  const waiting = useRef<ScanWish | null>(null);
  const scanWith = (profile: ScanProfile, { componentId, place, isSingle }: ScanWish): void => {
    const { override, readsSeparators, sheetsCounted } = store.getState();
    const paper = dossier.components.find(({ id }) => id === componentId);
    if (paper) rememberProfile(paper, profile.id);
    const { driver, deviceId } = profile;
    const settings = settingsOf(profile, override, isSingle);
    const batch = isSingle ? {} : { readsSeparators, sheetsCounted };
    startScan({ driver, deviceId, settings, ...batch }, { dossierId: dossier.id, componentId, place });
    store.setState({ said: null, sheetsCounted: null });
  };
  const scan = (wish: ScanWish): void => {
    if (isRunning(dossier.id)) return store.setState({ note: "busy" });
    // The one that the head shows, also for a page of another paper that is scanned again.
    const { componentId, profileId } = store.getState();
    const paper = dossier.components.find(({ id }) => id === componentId) ?? null;
    const profile = chosenProfile(profiles, { profileId, paper });
    if (profile?.driver === "camera") return store.setState({ prompt: "camera" });
    if (profile) return scanWith(profile, wish);
    waiting.current = wish;
    store.setState({ prompt: "scanner" });
  };
  const choose = (device: ScannerDevice): void => {
    store.setState({ prompt: null });
    void run(async () => {
      const profile = await makeProfile(device);
      if (profile && waiting.current) scanWith(profile, waiting.current);
    });
  };
  return { scan, choose };
}

/** The page shown in large is never out of sight in the list. */
function useShownInView(dossierId: string, pageId: string | null): void {
  useEffect(() => {
    if (pageId === null) return;
    document.querySelector(`[data-page-id="${pageId}"]`)?.scrollIntoView({ block: "nearest" });
  }, [dossierId, pageId]);
}
