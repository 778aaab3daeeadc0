// The scan profiles and what can be done with them; every change answers with the list as it stands.
import { showNotification } from "@mantine/notifications";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ScanProfile, ScanProfiles } from "../../../shared/contract";
import { api, client, faultOf, queryClient, type FaultOf } from "../../bridge";
import { showUndo } from "../../components";

/** `id` null: a new one. */
export type ProfileDraft = Omit<ScanProfile, "id"> & { id: string | null };

export interface Profiles {
  /** undefined: not known yet. */
  list: ScanProfiles | undefined;
  isBusy: boolean;
  fault: FaultOf | null;
  save: (draft: ProfileDraft, then: () => void) => void;
  remove: (profile: ScanProfile) => void;
  makeDefault: (profile: ScanProfile) => void;
  /** Opens or closes the list by the administrator's code. */
  setLock: (lock: "lock" | "unlock", code: string, then: () => void) => void;
  /** Forgets the fault of what was tried before. */
  reset: () => void;
}

export function useProfiles(): Profiles {
  const { t } = useTranslation();
  const list = useQuery(api.scanning.profiles.list.queryOptions());
  // One mutation for all: the next attempt replaces the fault of the one before.
  const change = useMutation({
    networkMode: "always",
    mutationFn: (work: () => Promise<ScanProfiles>) => work(),
    onSuccess: adoptProfiles,
  });
  const { profiles } = client.scanning;
  const error = change.error ?? list.error;
  return {
    list: list.data,
    isBusy: change.isPending,
    fault: error ? faultOf(error) : null,
    save(draft, then) {
      const onSuccess = (): void => {
        showNotification({ message: t("scanners.profiles.saved", { name: draft.name }), autoClose: 3_000 });
        then();
      };
      change.mutate(() => profiles.save(draft), { onSuccess });
    },
    remove(profile) {
      const wasDefault = list.data?.defaultId === profile.id;
      const onSuccess = (): void =>
        showUndo({
          message: t("scanners.profiles.removed", { name: profile.name }),
          undoLabel: t("app.undo"),
          undo: () => change.mutate(() => bringBack(profile, wasDefault)),
        });
      change.mutate(() => profiles.remove({ id: profile.id }), { onSuccess });
    },
    makeDefault: ({ id }) => change.mutate(() => profiles.makeDefault({ id })),
    setLock: (lock, code, then) => change.mutate(() => profiles[lock]({ code }), { onSuccess: then }),
    reset: () => change.reset(),
  };
}

async function bringBack(profile: ScanProfile, wasDefault: boolean): Promise<ScanProfiles> {
  const { profiles } = client.scanning;
  const known = new Set((await profiles.list()).profiles.map(({ id }) => id));
  const saved = await profiles.save({ ...profile, id: null });
  const back = saved.profiles.find(({ id }) => !known.has(id));
  return wasDefault && back ? profiles.makeDefault({ id: back.id }) : saved;
}

function adoptProfiles(list: ScanProfiles): void {
  queryClient.setQueryData(api.scanning.profiles.list.queryKey(), list);
}
