// What is chosen at the scan station: pages, the paper that is scanned into, and how. Lives as long as the screen.
import { createStore, type StoreApi } from "zustand";
import type { ScanSettings } from "../../../shared/contract";
import type { PageChoice } from "./page-choice";

/** Things that lie over the station until they are done or put away. */
export type Prompt = "split" | "merge" | "removed" | "camera" | "separators" | "scanner";

/** Words under `scan-station.note.` for something that was not done, and why. */
export type Note =
  | "presentOnly"
  | "busy"
  | "noPage"
  | "notBlank"
  | "twoPages"
  | "noSuggestion"
  | "noDoubt"
  | "nothingToUndo"
  | "nothingToRedo"
  | "alreadyThere"
  | "looseIsNoPaper"
  | "addOnly"
  | "locked";

/** What was done last, in words under `scan-station.said.`. */
export interface Said {
  key: string;
  /** `step` is the kind of a step that was taken back or done again. */
  facts: Record<string, string | number>;
}

/** Settings of the profile that are otherwise for this visit. */
export type Override = Partial<Pick<ScanSettings, "source" | "colourMode" | "resolutionDpi">>;

export interface Station extends PageChoice {
  /** The paper that is scanned into; null: loose pages. */
  componentId: string | null;
  /** null: the one that belongs to the paper. */
  profileId: string | null;
  override: Override;
  readsSeparators: boolean;
  sheetsCounted: number | null;
  isZoomed: boolean;
  prompt: Prompt | null;
  note: Note | null;
  said: Said | null;
}

export type StationStore = StoreApi<Station>;

/** Whether the stack has separator sheets, for when the station is left and opened again before its next part. */
let left: { dossierId: string; readsSeparators: boolean } | null = null;

/** Where the station opens. */
export interface StationStart {
  componentId: string | null;
  pageId: string | null;
}

export function createStation(dossierId: string, { componentId, pageId }: StationStart): StationStore {
  const store = createStore<Station>(() => ({
    componentId,
    currentId: pageId,
    anchorId: null,
    selectedIds: [],
    profileId: null,
    override: {},
    readsSeparators: left?.dossierId === dossierId && left.readsSeparators,
    sheetsCounted: null,
    isZoomed: false,
    prompt: null,
    note: null,
    said: null,
  }));
  store.subscribe(({ readsSeparators }) => (left = { dossierId, readsSeparators }));
  return store;
}

/** Another paper may have another profile, with settings of its own. */
export function chooseTarget(store: StationStore, componentId: string | null): void {
  store.setState({ componentId, profileId: null, override: {}, note: null });
}

/** Takes the innermost open thing back. @returns false when nothing was open */
export function stepBack(store: StationStore): boolean {
  const { prompt, isZoomed, note, selectedIds } = store.getState();
  if (prompt !== null) store.setState({ prompt: null });
  else if (isZoomed) store.setState({ isZoomed: false });
  else if (note !== null) store.setState({ note: null });
  else if (selectedIds.length > 0) store.setState({ selectedIds: [], anchorId: null, currentId: null });
  else return false;
  return true;
}
