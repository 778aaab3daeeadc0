// Which scan profile serves a paper: the one last used for its kind, else the default, else the only one there is.
import { useQuery } from "@tanstack/react-query";
import {
  ScanSettings,
  type Fault,
  type ScannerDevice,
  type ScanProfile,
  type ScanProfiles,
} from "../../shared/contract";
import { componentKey } from "../../shared/domain";
import { api, client, faultOf, queryClient, type FaultOf } from "../bridge";
import { fitSettings } from "./fit-settings";

interface Paper {
  code: string;
  name: string;
}

/** What the search for devices came to, for `ScannerChoice`. */
export interface DeviceSearch {
  /** undefined while it goes on. */
  devices: readonly ScannerDevice[] | undefined;
  failures: readonly Fault[];
  fault: FaultOf | null;
  again: () => void;
}

/** @param paper null: pages that belong to no paper yet */
export function profileFor(profiles: ScanProfiles, paper: Paper | null): ScanProfile | null {
  const ids = [paper && profiles.byComponent[componentKey(paper)], profiles.defaultId];
  const found = ids.map((id) => profiles.profiles.find((profile) => profile.id === id)).find(Boolean);
  return found ?? (profiles.profiles.length === 1 ? (profiles.profiles[0] ?? null) : null);
}

/** undefined until they are loaded. */
export function useScanProfiles(): ScanProfiles | undefined {
  return useQuery(api.scanning.profiles.list.queryOptions()).data;
}

/** For work outside drawing. @throws what the call throws */
export function loadProfiles(): Promise<ScanProfiles> {
  return queryClient.ensureQueryData(api.scanning.profiles.list.queryOptions());
}

/** The next scan of this kind of paper begins with this profile; where that cannot be kept, it is only chosen again. */
export function rememberProfile(paper: Paper, id: string): void {
  const key = componentKey(paper);
  const known = queryClient.getQueryData(api.scanning.profiles.list.queryKey());
  if (known?.byComponent[key] === id) return;
  client.scanning.profiles.remember({ componentKey: key, id }).then(adoptProfiles, faultOf);
}

/** A device chosen at the first scan becomes a profile, and the default. @throws DomainError PROFILES_LOCKED, SCANNER_* */
export async function makeProfile(device: ScannerDevice): Promise<ScanProfile | undefined> {
  const { driver, id: deviceId } = device;
  const capabilities = await client.scanning.capabilities({ driver, deviceId });
  const name = `${device.vendor} ${device.model}`.trim().slice(0, 60) || deviceId.slice(0, 60);
  const before = await loadProfiles();
  const saved = await client.scanning.profiles.save({
    id: null,
    name,
    driver,
    deviceId,
    settings: fitSettings(capabilities, ScanSettings.parse({})),
  });
  const profile = saved.profiles.find(({ id }) => !before.profiles.some((known) => known.id === id));
  adoptProfiles(profile ? await client.scanning.profiles.makeDefault({ id: profile.id }) : saved);
  return profile;
}

/** Plugging in and asking again looks again. */
export function useDeviceSearch(): DeviceSearch {
  const search = useQuery(api.scanning.devices.queryOptions({ staleTime: 0, gcTime: 0 }));
  return {
    devices: search.isFetching ? undefined : (search.data?.devices ?? []),
    failures: search.data?.failures.map(({ fault }) => fault) ?? [],
    fault: search.error ? faultOf(search.error) : null,
    again: () => void search.refetch(),
  };
}

function adoptProfiles(profiles: ScanProfiles): void {
  queryClient.setQueryData(api.scanning.profiles.list.queryKey(), profiles);
}
