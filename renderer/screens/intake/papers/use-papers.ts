// Ties the list of papers together: selection, commands, the scanner run and the files given by the officer.
import { useEffect, useRef, useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import type { DossierComponent, ScannerDevice, ScanProfile } from "../../../../shared/contract";
import { client, type FaultOf } from "../../../bridge";
import { showUndo } from "../../../components";
import { loadProfiles, makeProfile, profileFor, rememberProfile } from "../../../stores/scan-profiles";
import type { Draft } from "../draft/use-draft";
import { useAction } from "../../../stores/use-action";
import { nextUndecided } from "./component-choices";
import { performCommand, type PaperDeskOptions, restorePages } from "./paper-desk";
import type { PaperCommand } from "./paper-keys";
import { createSelection, type Selection, type SelectionStore } from "./selection";
import { type Scanning, useScanning } from "../../../stores/use-scanning";

export interface Papers {
  selection: Selection;
  store: SelectionStore;
  scanning: Scanning;
  fault: FaultOf | null;
  perform: (command: PaperCommand) => void;
  takeFiles: (files: readonly File[], componentId: string | null) => void;
  chooseScanner: (device: ScannerDevice) => void;
  addComponent: (name: string) => void;
}

export interface PapersOptions {
  dossierId: string;
  draft: Draft;
  /** Opened by the key for files. */
  fileInput: RefObject<HTMLInputElement | null>;
  /** Nothing is left to decide. */
  onDone: () => void;
}

export function usePapers({ dossierId, draft, fileInput, onDone }: PapersOptions): Papers {
  const [store] = useState(() => createSelection(0));
  const selection = useStore(store);
  const action = useAction();
  const scanning = useScanning(dossierId);
  const latestPageId = scanning.run?.latestPageId ?? null;
  useEffect(() => {
    if (latestPageId !== null) store.setState({ latestPageId });
  }, [latestPageId, store]);
  const scanner = useScanner({ scanning, store, run: action.run });
  const { t } = useTranslation();
  const isRunning = scanning.run?.state === "running";
  const desk: PaperDeskOptions = {
    dossierId,
    selection: store,
    run: action.run,
    adopt: draft.adopt,
    scan: (component) => scanner.start(component),
    capture: (component) => openCamera(store, component, null),
    chooseFiles: () => (isRunning ? store.setState({ note: "scan.busy" }) : fileInput.current?.click()),
    onDone,
    onRemoved: (pageIds) =>
      showUndo({
        message: t("intake.papers.removed", { count: pageIds.length }),
        undoLabel: t("intake.papers.undo"),
        undo: () => void restorePages(desk, pageIds),
      }),
  };
  return {
    selection,
    store,
    scanning,
    fault: action.fault,
    perform: (command) => performCommand(desk, command),
    takeFiles: (files, componentId) => {
      if (isRunning) store.setState({ note: "scan.busy" });
      else if (files.length > 0) scanning.importFiles(files, { componentId });
    },
    chooseScanner: (device) => scanner.choose(device),
    addComponent: (name) => void action.run(() => addOwn(dossierId, name, { draft, store })),
  };
}

async function addOwn(dossierId: string, name: string, to: { draft: Draft; store: SelectionStore }): Promise<void> {
  const dossier = await client.dossiers.addComponent({ dossierId, name });
  to.draft.adopt(dossier);
  const line = nextUndecided(dossier.components, dossier.components.length - 2) ?? dossier.components.length - 1;
  to.store.setState({ line, isAdding: false, pageId: null });
}

function openCamera(store: SelectionStore, component: DossierComponent | null, name: string | null): void {
  if (component?.duty === "present") store.setState({ note: "papers.presentOnly" });
  else store.setState({ camera: { componentId: component?.id ?? null, name } });
}

interface Scanner {
  start: (component: DossierComponent | null) => void;
  choose: (device: ScannerDevice) => void;
}

interface ScannerParts {
  scanning: Scanning;
  store: SelectionStore;
  run: (work: () => Promise<void>) => Promise<boolean>;
}

/** The profile of the paper; where there is none, the only device there is, else the officer chooses once. */
function useScanner({ scanning, store, run }: ScannerParts): Scanner {
  const paper = useRef<DossierComponent | null>(null);
  const scanWith = (profile: ScanProfile): void => {
    if (paper.current) rememberProfile(paper.current, profile.id);
    if (profile.driver === "camera") return openCamera(store, paper.current, profile.deviceId);
    scanning.scan(profile, { componentId: paper.current?.id ?? null });
  };
  const start = (component: DossierComponent | null): void => {
    if (component?.duty === "present") return store.setState({ note: "papers.presentOnly" });
    if (scanning.run?.state === "running") return store.setState({ note: "scan.busy" });
    paper.current = component;
    void run(async () => {
      const profile = profileFor(await loadProfiles(), component);
      if (profile) scanWith(profile);
      else store.setState({ isChoosingScanner: true });
    });
  };
  const choose = (device: ScannerDevice): void => {
    store.setState({ isChoosingScanner: false });
    void run(async () => {
      const profile = await makeProfile(device);
      if (profile) scanWith(profile);
    });
  };
  return { start, choose };
}
