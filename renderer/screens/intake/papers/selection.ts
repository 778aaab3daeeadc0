// What is selected in the list of papers: a line, perhaps one of its pages. Lives as long as the screen.
import { createStore, type StoreApi } from "zustand";
import type { LineIndex } from "./component-choices";

/** Words under `intake.` for something that was not done, and why. */
export type Note = "papers.hasPages" | "papers.presentOnly" | "scan.busy";

export interface Selection {
  line: LineIndex;
  /** The chosen page; digits then move it instead of choosing a line. */
  pageId: string | null;
  /** The page that came in last, shown until another is chosen. */
  latestPageId: string | null;
  isZoomed: boolean;
  isAdding: boolean;
  isChoosingScanner: boolean;
  /** Open over the desk, for this paper; `name` null: the camera used last. */
  camera: { componentId: string | null; name: string | null } | null;
  note: Note | null;
}

export type SelectionStore = StoreApi<Selection>;

export function createSelection(line: LineIndex): SelectionStore {
  return createStore<Selection>(() => ({
    line,
    pageId: null,
    latestPageId: null,
    isZoomed: false,
    isAdding: false,
    isChoosingScanner: false,
    camera: null,
    note: null,
  }));
}

export function selectLine(store: SelectionStore, line: LineIndex): void {
  store.setState({ line, pageId: null, latestPageId: null, note: null });
}

/** Takes the innermost open thing back. @returns false when nothing was open */
export function stepBack(store: SelectionStore): boolean {
  const { isZoomed, isAdding, isChoosingScanner, pageId, note } = store.getState();
  if (isZoomed) store.setState({ isZoomed: false });
  else if (isAdding || isChoosingScanner) store.setState({ isAdding: false, isChoosingScanner: false });
  else if (pageId !== null || note !== null) store.setState({ pageId: null, note: null });
  else return false;
  return true;
}
