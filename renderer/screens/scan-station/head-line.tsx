// The head of the station: which paper, with which profile, and the two keys that start and stop.
import { Button, NumberInput, Select, Switch } from "@mantine/core";
import { memo, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import type {
  ColourMode,
  Dossier,
  DossierComponent,
  ScanProfile,
  ScanProfiles,
  ScanSource,
} from "../../../shared/contract";
import { KeyHint } from "../../components";
import { useScanRuns } from "../../stores/scan-runs";
import { RunWords } from "./run-words";
import styles from "./scan-station.module.css";
import type { StationCommand } from "./station-keys";
import { chooseTarget, type Override, type StationStore } from "./station-store";

const LOOSE = "loose";
const SOURCES: readonly ScanSource[] = ["flatbed", "feeder", "duplex"];
const COLOURS: readonly ColourMode[] = ["colour", "grey", "black_white"];
const RESOLUTIONS = [200, 300, 400, 600];

export interface HeadLineProps {
  dossier: Dossier;
  store: StationStore;
  profiles: ScanProfiles | undefined;
  profile: ScanProfile | null;
  perform: (command: StationCommand) => void;
}

/** Drawn apart from the pages: its lists are the dearest thing on the screen. */
export const HeadLine = memo(function HeadLine({ dossier, store, profiles, profile, perform }: HeadLineProps) {
  const componentId = useStore(store, (station) => station.componentId);
  return (
    <div className={styles.head}>
      <TargetChoice components={dossier.components} componentId={componentId} store={store} />
      <ProfileChoice profiles={profiles} profile={profile} store={store} />
      <Settings profile={profile} isLocked={profiles?.isLocked ?? false} store={store} />
      <Counting store={store} />
      <RunWords dossier={dossier} componentId={componentId} />
      <ScanButton dossierId={dossier.id} perform={perform} />
    </div>
  );
});

interface TargetChoiceProps {
  components: readonly DossierComponent[];
  componentId: string | null;
  store: StationStore;
}

const TargetChoice = memo(function TargetChoice({ components, componentId, store }: TargetChoiceProps) {
  const { t } = useTranslation();
  const papers = components.filter(({ duty }) => duty === "submit");
  const data = papers.map((component) => {
    const digit = components.indexOf(component) + 1;
    return { value: component.id, label: `${digit <= 9 ? `${String(digit)} · ` : ""}${component.label}` };
  });
  return (
    <Select
      className={styles.target}
      aria-label={t("scan-station.target")}
      data-testid="station-target"
      data={[...data, { value: LOOSE, label: `0 · ${t("scan-station.loose")}` }]}
      value={componentId ?? LOOSE}
      allowDeselect={false}
      maxDropdownHeight={420}
      onChange={(value) => chooseTarget(store, value === LOOSE ? null : value)}
      onDropdownClose={leaveField}
    />
  );
});

type ProfileChoiceProps = Pick<HeadLineProps, "profiles" | "profile" | "store">;

const ProfileChoice = memo(function ProfileChoice({ profiles, profile, store }: ProfileChoiceProps) {
  const { t } = useTranslation();
  return (
    <Select
      className={styles.profile}
      aria-label={t("scan-station.profile")}
      data-testid="station-profile"
      placeholder={t("scan-station.noProfile")}
      data={profiles?.profiles.map(({ id, name }) => ({ value: id, label: name })) ?? []}
      value={profile?.id ?? null}
      allowDeselect={false}
      onChange={(profileId) => store.setState({ profileId, override: {} })}
      onDropdownClose={leaveField}
      rightSection={<KeyHint keys="F4" />}
      rightSectionPointerEvents="none"
    />
  );
});

interface SettingsProps {
  profile: ScanProfile | null;
  isLocked: boolean;
  store: StationStore;
}

/** Otherwise for this visit; a locked list of profiles is taken as it is. */
const Settings = memo(function Settings({ profile, isLocked, store }: SettingsProps) {
  const { t } = useTranslation();
  const current = useStore(store, (station) => station.override);
  if (!profile || profile.driver === "camera" || profile.driver === "folder") return null;
  const settings = { ...profile.settings, ...current };
  const change = (override: Override): void => store.setState({ override: { ...current, ...override } });
  const dpi = [...new Set([...RESOLUTIONS, settings.resolutionDpi])].toSorted((a, b) => a - b);
  const common = { allowDeselect: false, disabled: isLocked, onDropdownClose: leaveField } as const;
  const title = isLocked ? t("scan-station.note.locked") : undefined;
  return (
    <div className={styles.settings} title={title}>
      <Select
        {...common}
        aria-label={t("scan-station.source.label")}
        data-testid="station-source"
        data={SOURCES.map((value) => ({ value, label: t(`scan-station.source.${value}`) }))}
        value={settings.source}
        onChange={(source) => source && change({ source })}
      />
      <Select
        {...common}
        aria-label={t("scan-station.colour.label")}
        data={COLOURS.map((value) => ({ value, label: t(`scan-station.colour.${value}`) }))}
        value={settings.colourMode}
        onChange={(colourMode) => colourMode && change({ colourMode })}
      />
      <Select
        {...common}
        aria-label={t("scan-station.dpi")}
        data={dpi.map((value) => ({ value: String(value), label: `${String(value)} dpi` }))}
        value={String(settings.resolutionDpi)}
        onChange={(value) => value && change({ resolutionDpi: Number(value) })}
      />
    </div>
  );
});

const Counting = memo(function Counting({ store }: { store: StationStore }) {
  const { t } = useTranslation();
  const sheetsCounted = useStore(store, (station) => station.sheetsCounted);
  const readsSeparators = useStore(store, (station) => station.readsSeparators);
  return (
    <div className={styles.counting}>
      <NumberInput
        className={styles.sheets}
        aria-label={t("scan-station.sheets")}
        placeholder={t("scan-station.sheets")}
        title={t("scan-station.sheetsHint")}
        data-testid="station-sheets"
        min={1}
        max={500}
        allowDecimal={false}
        hideControls
        value={sheetsCounted ?? ""}
        onKeyDown={(event) => event.key === "Enter" && !event.ctrlKey && leaveField()}
        onChange={(value) => store.setState({ sheetsCounted: typeof value === "number" && value > 0 ? value : null })}
      />
      <Switch
        label={t("scan-station.separators.reads")}
        title={t("scan-station.separators.readsHint")}
        data-testid="station-separators"
        checked={readsSeparators}
        onChange={(event) => {
          store.setState({ readsSeparators: event.currentTarget.checked });
          leaveField();
        }}
      />
    </div>
  );
});

/** One place for both: what can be done now stands where the eye already is. */
function ScanButton({ dossierId, perform }: { dossierId: string; perform: HeadLineProps["perform"] }): ReactElement {
  const { t } = useTranslation();
  const isRunning = useScanRuns((state) => state.runs[dossierId]?.state === "running");
  const cancel = useScanRuns((state) => state.cancel);
  return (
    <Button
      className={styles.primary}
      variant={isRunning ? "light" : "filled"}
      color={isRunning ? "red" : undefined}
      tabIndex={-1}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => (isRunning ? cancel(dossierId) : perform({ kind: "scan" }))}
      data-testid={isRunning ? "stop" : "primary"}
    >
      {t(isRunning ? "scan-station.stop" : "scan-station.scan")}&nbsp;
      <KeyHint keys={isRunning ? "Esc" : "Ctrl+Enter"} onAccent={!isRunning} />
    </Button>
  );
}

/** The keys of the station go on working after a choice. */
function leaveField(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
