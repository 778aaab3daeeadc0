// Scanning devices: which there are and how they are, and the profiles that say how each scans.
import { useHotkeys } from "@mantine/hooks";
import { useState, type ReactElement } from "react";
import { ScanSettings, type KnownDevice, type ScanProfile } from "../../../shared/contract";
import { EmptyState, FaultNotice, Panel } from "../../components";
import type { ScreenProps } from "../../stores/navigation";
import { useTranslation } from "react-i18next";
import { AddDevice } from "./add-device";
import { DeviceDetail } from "./device-detail";
import { DeviceList } from "./device-list";
import { type DeviceRow, deviceKey } from "./device-rows";
import { LockForm } from "./lock-form";
import { ProfileForm } from "./profile-form";
import { ProfileList } from "./profile-list";
import styles from "./scanners.module.css";
import { adoptDevice, useDevices } from "./use-devices";
import { type ProfileDraft, type Profiles, useProfiles } from "./use-profiles";
import { useRemoveDevice } from "./use-device-actions";

/** What stands at the right: the list, a profile being written, or the administrator's code. */
type Side = { kind: "list" } | { kind: "edit"; draft: ProfileDraft } | { kind: "lock" };

export function ScannersScreen({ params }: ScreenProps): ReactElement {
  const devices = useDevices();
  const profiles = useProfiles();
  const removal = useRemoveDevice();
  const [chosenKey, setChosenKey] = useState<string | undefined>(params.device);
  const [adding, setAdding] = useState<"escl" | "folder" | null>(null);
  const [side, setSide] = useState<Side>({ kind: "list" });
  const chosen = devices.rows.find(({ key }) => key === chosenKey) ?? devices.rows[0];
  const isLocked = profiles.list?.isLocked ?? true;
  const show = (next: Side): void => {
    profiles.reset();
    setSide(next);
  };
  const edit = (draft: ProfileDraft): void => {
    if (!isLocked) show({ kind: "edit", draft });
  };
  const adopt = (device: KnownDevice): void => {
    adoptDevice(device);
    setAdding(null);
    setChosenKey(deviceKey(device));
  };
  useHotkeys(
    [
      ["F5", devices.search],
      ["F4", () => edit(NEW_PROFILE)],
      ["F9", () => chosen && edit(profileOf(chosen))],
    ],
    [],
  );
  useHotkeys([
    ["Insert", () => setAdding("escl")],
    ["shift+Insert", () => setAdding("folder")],
  ]);
  // What is open closes first, also when a button that is busy has lost the focus; the next Escape leaves the screen.
  const closeOpen = (): void => (adding ? setAdding(null) : show({ kind: "list" }));
  useHotkeys(adding || side.kind !== "list" ? [["Escape", closeOpen]] : []);
  return (
    <div className={styles.scanners} data-testid="screen-scanners">
      <div className={styles.column}>
        {removal.fault && <FaultNotice fault={removal.fault} />}
        {adding && <AddDevice key={adding} driver={adding} onAdded={adopt} onClose={() => setAdding(null)} />}
        <DeviceList
          devices={devices}
          chosen={chosen}
          onChoose={({ key }) => setChosenKey(key)}
          onRemove={removal.remove}
          onAdd={setAdding}
        />
        <ChosenDevice
          row={chosen}
          profiles={profiles}
          onMakeProfile={(row) => edit(profileOf(row))}
          onRemove={removal.remove}
        />
      </div>
      <div className={styles.column}>
        <SidePanel side={side} profiles={profiles} rows={devices.rows} show={show} />
      </div>
    </div>
  );
}

interface ChosenDeviceProps {
  row: DeviceRow | undefined;
  profiles: Profiles;
  onMakeProfile: (row: DeviceRow) => void;
  onRemove: (row: DeviceRow) => void;
}

function ChosenDevice({ row, profiles, ...actions }: ChosenDeviceProps): ReactElement {
  const { t } = useTranslation();
  if (!row)
    return (
      <Panel title={t("scanners.title")}>
        <EmptyState title={t("scanners.detail.none")} />
      </Panel>
    );
  const base = profiles.list?.profiles.find((profile) => deviceKey(profile) === row.key)?.settings ?? null;
  const canMakeProfile = profiles.list?.isLocked === false;
  return <DeviceDetail key={row.key} row={row} base={base} canMakeProfile={canMakeProfile} {...actions} />;
}

interface SidePanelProps {
  side: Side;
  profiles: Profiles;
  rows: readonly DeviceRow[];
  show: (side: Side) => void;
}

function SidePanel({ side, profiles, rows, show }: SidePanelProps): ReactElement {
  const close = (): void => show({ kind: "list" });
  if (side.kind === "edit")
    return (
      <ProfileForm key={keyOf(side.draft)} profiles={profiles} devices={rows} initial={side.draft} onClose={close} />
    );
  if (side.kind === "lock")
    return <LockForm profiles={profiles} lock={profiles.list?.isLocked ? "unlock" : "lock"} onClose={close} />;
  const deviceName = (profile: ScanProfile): string =>
    rows.find(({ key }) => key === deviceKey(profile))?.name ?? profile.deviceId;
  return (
    <ProfileList
      profiles={profiles}
      deviceName={deviceName}
      onEdit={(profile) => show({ kind: "edit", draft: profile ?? NEW_PROFILE })}
      onLock={() => show({ kind: "lock" })}
    />
  );
}

function keyOf({ id, driver, deviceId }: ProfileDraft): string {
  return id ?? `new ${driver} ${deviceId}`;
}

const NEW_PROFILE: ProfileDraft = {
  id: null,
  name: "",
  driver: "sane",
  deviceId: "",
  settings: ScanSettings.parse({}),
};

function profileOf({ driver, deviceId, name }: DeviceRow): ProfileDraft {
  return { ...NEW_PROFILE, driver, deviceId, name: name.slice(0, 60) };
}
