// What can be done with one device: ask, try, name, forget, take off the list, and its log.
import { showNotification } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ScanSettings, type KnownDevice } from "../../../shared/contract";
import { api, client, faultOf, type FaultOf } from "../../bridge";
import { showUndo } from "../../components";
import { type DeviceRow, testSettings } from "./device-rows";
import { adoptDevice, adoptDevices } from "./use-devices";

export type TestScan = Awaited<ReturnType<typeof client.scanning.panel.testScan>>;

export interface DeviceActions {
  check: () => void;
  isChecking: boolean;
  test: () => void;
  isTesting: boolean;
  testScan: TestScan | null;
  rename: (name: string) => Promise<boolean>;
  forgetCertificate: () => void;
  readLog: () => Promise<string | null>;
  fault: FaultOf | null;
}

/** @param base settings of a profile of this device, by which the test scan goes where the device can */
export function useDeviceActions(row: DeviceRow, base: ScanSettings | null): DeviceActions {
  const { t } = useTranslation();
  const address = { driver: row.driver, deviceId: row.deviceId };
  const { panel } = api.scanning;
  const check = useMutation(panel.check.mutationOptions({ onSuccess: adoptDevice }));
  const rename = useMutation(panel.rename.mutationOptions({ onSuccess: adoptDevice }));
  const log = useMutation(panel.log.mutationOptions());
  const forget = useMutation(
    panel.forgetCertificate.mutationOptions({
      onSuccess(device) {
        adoptDevice(device);
        showNotification({ message: t("scanners.detail.forgotten", { name: row.name }), autoClose: 4_000 });
      },
    }),
  );
  const test = useMutation({
    networkMode: "always",
    mutationFn: async () => {
      const offers = await client.scanning.capabilities(address);
      const settings = testSettings(offers, base ?? ScanSettings.parse({ resolutionDpi: 200 }));
      return client.scanning.panel.testScan({ ...address, settings });
    },
    // What the device has just been through is its state now.
    onSettled: () => check.mutate(address),
  });
  const error = test.error ?? rename.error ?? forget.error ?? log.error ?? check.error;
  return {
    check: () => check.mutate(address),
    isChecking: check.isPending,
    test: () => test.mutate(),
    isTesting: test.isPending,
    testScan: test.data ?? null,
    rename: (name) => succeeds(rename.mutateAsync({ ...address, name })),
    forgetCertificate: () => forget.mutate(address),
    readLog: () => log.mutateAsync(address).catch(() => null),
    fault: error ? faultOf(error) : null,
  };
}

export interface RemoveDevice {
  remove: (row: DeviceRow) => void;
  fault: FaultOf | null;
}

/** An address that was typed in comes back by undo; what is only found comes back by a search, too. */
export function useRemoveDevice(): RemoveDevice {
  const { t } = useTranslation();
  const bringBack = useMutation({ networkMode: "always", mutationFn: addAgain, onSuccess: adoptDevice });
  const remove = useMutation(
    api.scanning.panel.remove.mutationOptions({
      onSuccess: (devices) => adoptDevices(devices),
    }),
  );
  const error = remove.error ?? bringBack.error;
  return {
    remove({ known, name }) {
      if (!known) return;
      const { driver, deviceId } = known;
      const offerUndo = (): void =>
        showUndo({
          message: t("scanners.detail.removed", { name }),
          undoLabel: t("app.undo"),
          undo: () => bringBack.mutate(known),
        });
      remove.mutate({ driver, deviceId }, { onSuccess: offerUndo });
    },
    fault: error ? faultOf(error) : null,
  };
}

async function addAgain({ driver, deviceId, name, address }: KnownDevice): Promise<KnownDevice> {
  if (address !== null && (driver === "escl" || driver === "folder"))
    return client.scanning.panel.add({ driver, address, name });
  return client.scanning.panel.rename({ driver, deviceId, name: name || deviceId.slice(0, 60) });
}

function succeeds(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false, // the fault stands in the mutation and is shown from there
  );
}
