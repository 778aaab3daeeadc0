// What the commands of the scan station work on, read at the moment of the key and not as it was drawn.
import type { Dossier, DossierComponent, Page, ScanPlace } from "../../../shared/contract";
import { api, queryClient } from "../../bridge";
import { adoptPages, pagesNow } from "../../stores/page-list";
import { keepExisting } from "./page-choice";
import { groupPages, pagesInOrder, type PageGroup } from "./page-groups";
import type { Said, StationStore } from "./station-store";

export interface StationDesk {
  dossierId: string;
  store: StationStore;
  /** Runs one call after the other and keeps its fault. */
  run: (work: () => Promise<void>) => Promise<boolean>;
  /** The page that came in last, shown until another is chosen. */
  latestPageId: () => string | null;
  scan: (order: { componentId: string | null; place: ScanPlace; isSingle: boolean }) => void;
  chooseFiles: () => void;
  nextProfile: () => void;
}

export function dossierNow({ dossierId }: StationDesk): Dossier | undefined {
  return queryClient.getQueryData(api.dossiers.get.queryKey({ input: { id: dossierId } }));
}

/** A received dossier: what stands in it is at the province; pages are only added. */
export function isAddOnly(desk: StationDesk): boolean {
  return (dossierNow(desk)?.receivedAtUtc ?? null) !== null;
}

export function groupsNow(desk: StationDesk): PageGroup[] {
  return groupPages(dossierNow(desk)?.components ?? [], pagesNow(desk.dossierId));
}

export function orderNow(desk: StationDesk): string[] {
  return pagesInOrder(groupsNow(desk)).map(({ id }) => id);
}

/** The page shown in large: the chosen one, else the one that came in last, else the last of all. */
export function shownPage(desk: Pick<StationDesk, "latestPageId">, pages: readonly Page[], currentId: string | null) {
  const ids = [currentId, desk.latestPageId()];
  const found = ids.map((id) => pages.find((page) => page.id === id)).find((page) => page !== undefined);
  return found ?? pages.at(-1) ?? null;
}

export function shownNow(desk: StationDesk): Page | null {
  return shownPage(desk, pagesInOrder(groupsNow(desk)), desk.store.getState().currentId);
}

/** The chosen pages; without a choice the page that is shown. */
export function actedOn(desk: StationDesk): Page[] {
  const pages = pagesInOrder(groupsNow(desk));
  const { selectedIds } = desk.store.getState();
  const chosen = pages.filter(({ id }) => selectedIds.includes(id));
  const shown = shownNow(desk);
  return chosen.length > 0 ? chosen : shown ? [shown] : [];
}

export function componentOf(desk: StationDesk, componentId: string | null): DossierComponent | null {
  return dossierNow(desk)?.components.find(({ id }) => id === componentId) ?? null;
}

/** Carries a change out; core's answer is the list as it stands. */
export function change(desk: StationDesk, work: () => Promise<Page[]>, said?: Said): Promise<boolean> {
  if (isAddOnly(desk)) {
    desk.store.setState({ note: "addOnly" });
    return Promise.resolve(false);
  }
  return desk.run(async () => {
    const before = orderNow(desk);
    const pages = await work();
    adoptPages(desk.dossierId, pages);
    desk.store.setState((station) => ({ ...keepExisting(station, before, orderNow(desk)), ...(said && { said }) }));
  });
}
