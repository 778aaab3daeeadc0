// The station of one dossier: head line, the stack at the left, the page in the middle, what is known of it at the right.
import { useRef, type DragEvent, type ReactElement } from "react";
import type { Dossier, ScanTarget } from "../../../shared/contract";
import { CameraPane } from "../../camera";
import { FilePicker } from "../../components";
import { useNavigation } from "../../stores/navigation";
import { showNewPage } from "../../stores/page-list";
import { useScanRuns } from "../../stores/scan-runs";
import { ActionBar } from "./action-bar";
import { BigPage } from "./big-page";
import { HeadLine } from "./head-line";
import { choosePage } from "./page-choice";
import { PageFacts } from "./page-facts";
import { PageStack } from "./page-stack";
import { PromptPane } from "./prompt-pane";
import styles from "./scan-station.module.css";
import { StationNotices } from "./station-notices";
import { type StationStart, stepBack } from "./station-store";
import { type StationState, useStation } from "./use-station";
import { useStationKeys } from "./use-station-keys";

export function StationView({ dossier, start }: { dossier: Dossier; start: StationStart }): ReactElement {
  const root = useRef<HTMLDivElement>(null);
  const fileInput = useRef<HTMLInputElement>(null);
  const view = useStation(dossier, start, fileInput);
  // The camera hears the same keys for itself.
  const isOpen = view.station.prompt !== "camera";
  useStationKeys({ root, isOpen, perform: view.perform, escape: () => escape(view) });
  const takeDrop = (event: DragEvent): void => {
    event.preventDefault();
    view.takeFiles([...event.dataTransfer.files], view.station.componentId);
  };
  return (
    <div
      ref={root}
      className={styles.station}
      data-testid="screen-scan-station"
      onDragOver={(event) => event.preventDefault()}
      onDrop={takeDrop}
    >
      <HeadLine
        dossier={dossier}
        store={view.store}
        profiles={view.profiles}
        profile={view.profile}
        perform={view.perform}
      />
      <StationNotices dossierId={dossier.id} batches={view.batches} fault={view.fault} perform={view.perform} />
      <div className={styles.columns} data-zoomed={view.station.isZoomed || undefined}>
        <PageStack view={view} />
        <BigPage view={view} />
        <PageFacts view={view} />
        <PromptPane view={view} />
        {!isOpen && <CameraOver view={view} />}
      </div>
      <ActionBar view={view} onLeave={() => leave(dossier)} />
      <FilePicker input={fileInput} onFiles={(files) => view.takeFiles(files, view.station.componentId)} />
    </div>
  );
}

function CameraOver({ view }: { view: StationState }): ReactElement {
  const { dossier, station, profile, store } = view;
  const target: ScanTarget = { dossierId: dossier.id, componentId: station.componentId, place: { kind: "end" } };
  const cameraName = profile?.driver === "camera" ? { cameraName: profile.deviceId } : {};
  return (
    <div className={styles.camera}>
      <CameraPane
        target={target}
        {...cameraName}
        onPage={(page) => {
          showNewPage(page, null);
          store.setState(choosePage(page.id));
        }}
        onClose={() => store.setState({ prompt: null })}
      />
    </div>
  );
}

/** One press takes back the innermost thing; the last one leaves. */
function escape({ dossier, store }: StationState): void {
  const { runs, cancel, dismiss } = useScanRuns.getState();
  const run = runs[dossier.id];
  if (store.getState().prompt !== null) stepBack(store);
  else if (run?.state === "running") {
    cancel(dossier.id);
    // What was refused meanwhile, perhaps because of the run, is answered with it.
    store.setState({ note: null });
  } else if (stepBack(store)) return;
  // Any ended run: an Escape meant to stop the last sheet must not leave because the sheet was faster.
  else if (run) dismiss(dossier.id);
  else leave(dossier);
}

/** To the intake of this draft, or to the received dossier, also when the way here was another one. */
function leave({ id, receivedAtUtc }: Dossier): void {
  const { trail, back, navigate } = useNavigation.getState();
  const home = receivedAtUtc === null ? "intake" : "dossier";
  if (trail.at(-1)?.screen === home) back();
  else if (home === "dossier") navigate("dossier", { id });
  else navigate("intake", { dossierId: id, step: "papers" });
}
