// The counter's devices: what core knows, what a search finds, and the cameras that the window itself sees.
import { useQuery } from "@tanstack/react-query";
import type { FoundDevices, KnownDevice } from "../../../shared/contract";
import { api, faultOf, queryClient, type FaultOf } from "../../bridge";
import { useCameras } from "../../camera";
import { type DeviceRow, deviceKey, mergeDevices } from "./device-rows";

export interface Devices {
  rows: readonly DeviceRow[];
  /** Nothing is known yet: the first answers are awaited. */
  isLoading: boolean;
  isSearching: boolean;
  search: () => void;
  /** Kinds of device that could not be searched; the others are shown. */
  failures: FoundDevices["failures"];
  fault: FaultOf | null;
}

/** A search takes long; one that is as fresh as this is not repeated by opening the screen again. */
const SEARCH_FRESH_MS = 5 * 60_000;

export function useDevices(): Devices {
  const found = useQuery(api.scanning.devices.queryOptions({ staleTime: SEARCH_FRESH_MS }));
  const known = useQuery(api.scanning.panel.list.queryOptions());
  const cameras = useCameras();
  const error = known.error ?? found.error;
  return {
    rows: [...mergeDevices(found.data?.devices ?? [], known.data ?? []), ...cameras.map(cameraRow)],
    isLoading: known.isPending,
    isSearching: found.isFetching,
    search: () => void found.refetch(),
    failures: found.data?.failures ?? [],
    fault: error ? faultOf(error) : null,
  };
}

/** Shows core's answer at once instead of asking for the list again. */
export function adoptDevice(device: KnownDevice): void {
  queryClient.setQueryData(api.scanning.panel.list.queryKey(), (old) => {
    const key = deviceKey(device);
    if (!old?.some((known) => deviceKey(known) === key)) return [...(old ?? []), device];
    return old.map((known) => (deviceKey(known) === key ? device : known));
  });
}

export function adoptDevices(devices: KnownDevice[]): void {
  queryClient.setQueryData(api.scanning.panel.list.queryKey(), devices);
}

function cameraRow(label: string): DeviceRow {
  const address = { driver: "camera" as const, deviceId: label };
  return { ...address, key: deviceKey(address), name: label, model: "", state: "ready", known: null };
}
