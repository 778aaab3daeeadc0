// The dossier at hand: core's own, with the officer's typing laid over it and saved as it comes.
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { Dossier } from "../../../../shared/contract";
import { api, client, faultOf, queryClient } from "../../../bridge";
import { useNavigation } from "../../../stores/navigation";
import { type DraftFields, isUntouched, withTyped } from "./draft-fields";
import { DraftSaver, type DraftState } from "./draft-saver";

export interface Draft {
  /** undefined until it is loaded. */
  dossier: Dossier | undefined;
  loadError: unknown;
  reload: () => void;
  saving: DraftState;
  /** The dossier of this very moment, for work that began at an earlier drawing. */
  now: () => Dossier | undefined;
  type: (fields: DraftFields) => void;
  flush: () => Promise<boolean>;
  /** Takes over an answer of core at once, without asking again. */
  adopt: (dossier: Dossier) => void;
}

export function useDraft(dossierId: string): Draft {
  const query = useQuery(api.dossiers.get.queryOptions({ input: { id: dossierId } }));
  const [saver] = useState(() => createSaver(dossierId));
  const saving = useSyncExternalStore(saver.subscribe, saver.snapshot);
  const stored = query.data;
  const dossier = useMemo(() => stored && withTyped(stored, saving.typed), [stored, saving.typed]);
  const type = useCallback((fields: DraftFields) => saver.type(fields), [saver]);
  const flush = useCallback(() => saver.flush(), [saver]);
  const now = useCallback(() => dossierNow(dossierId, saver), [dossierId, saver]);
  useLeaving(saver, dossierId);
  const reload = (): void => void query.refetch();
  return { dossier, loadError: query.error, reload, saving, now, type, flush, adopt: adoptDossier };
}

function createSaver(id: string): DraftSaver {
  return new DraftSaver({
    save: async (fields) => adoptDossier(await client.dossiers.saveDraft({ ...fields, id })),
    toFault: faultOf,
  });
}

function dossierNow(id: string, saver: DraftSaver): Dossier | undefined {
  const stored = queryClient.getQueryData(api.dossiers.get.queryKey({ input: { id } }));
  return stored && withTyped(stored, saver.snapshot().typed);
}

/** An older question still under way must not overwrite this newer answer. */
function adoptDossier(dossier: Dossier): void {
  const queryKey = api.dossiers.get.queryKey({ input: { id: dossier.id } });
  void queryClient.cancelQueries({ queryKey });
  queryClient.setQueryData(queryKey, dossier);
}

/** However the screen is left: what was typed is saved, and a draft with nothing in it does not stay behind. */
function useLeaving(saver: DraftSaver, dossierId: string): void {
  const isOpen = useRef(false);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
      // React's development mode closes and reopens every effect once; that is not leaving.
      setTimeout(() => !isOpen.current && void leave(saver, dossierId), 0);
    };
  }, [saver, dossierId]);
}

/** The scan station and the review work on the same draft, and come back to it. */
function isStillAtWork(id: string): boolean {
  const { screen, params } = useNavigation.getState().place;
  return ["scan-station", "review"].includes(screen) && params.dossierId === id;
}

async function leave(saver: DraftSaver, id: string): Promise<void> {
  await saver.flush();
  const stored = queryClient.getQueryData(api.dossiers.get.queryKey({ input: { id } }));
  if (stored?.delivery !== "draft" || !isUntouched(stored) || isStillAtWork(id)) return;
  // An empty draft that cannot be discarded now is only an empty line in the list.
  await client.dossiers.discardDraft({ id }).catch(() => undefined);
}
