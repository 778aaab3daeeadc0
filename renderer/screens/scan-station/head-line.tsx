// The head of the station: which paper, with which profile, and the two keys that start and stop.
import { Button, NumberInput, Select, Switch } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { ColourMode, ScanSource } from "../../../shared/contract";
import { KeyHint } from "../../components";
import { RunWords } from "./run-words";
import styles from "./scan-station.module.css";
import { chooseTarget, type Override } from "./station-store";
import type { StationState } from "./use-station";

const LOOSE = "loose";
const SOURCES: readonly ScanSource[] = ["flatbed", "feeder", "duplex"];
const COLOURS: readonly ColourMode[] = ["colour", "grey", "black_white"];
const RESOLUTIONS = [200, 300, 400, 600];

export function HeadLine({ view }: { view: StationState }): ReactElement {
  return (
    <div className={styles.head}>
      <TargetChoice view={view} />
      <ProfileChoice view={view} />
      <Settings view={view} />
      <Counting view={view} />
      <RunWords run={view.scanning.run} dossier={view.dossier} componentId={view.station.componentId} />
      <ScanButtons view={view} />
    </div>
  );
}

function TargetChoice({ view }: { view: StationState }): ReactElement {
  const { t } = useTranslation();
  const { components } = view.dossier;
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
      value={view.station.componentId ?? LOOSE}
      allowDeselect={false}
      maxDropdownHeight={420}
      onChange={(value) => chooseTarget(view.store, value === LOOSE ? null : value)}
      onDropdownClose={leaveField}
    />
  );
}

function ProfileChoice({ view }: { view: StationState }): ReactElement {
  const { t } = useTranslation();
  const { profiles, profile, store } = view;
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
}

/** Otherwise for this visit; a locked list of profiles is taken as it is. */
function Settings({ view }: { view: StationState }): ReactElement | null {
  const { t } = useTranslation();
  const { profile, profiles, store, station } = view;
  if (!profile || profile.driver === "camera" || profile.driver === "folder") return null;
  const settings = { ...profile.settings, ...station.override };
  const isLocked = profiles?.isLocked ?? false;
  const change = (override: Override): void => store.setState({ override: { ...station.override, ...override } });
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
}

function Counting({ view }: { view: StationState }): ReactElement {
  const { t } = useTranslation();
  const { station, store } = view;
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
        value={station.sheetsCounted ?? ""}
        onKeyDown={(event) => event.key === "Enter" && !event.ctrlKey && leaveField()}
        onChange={(value) => store.setState({ sheetsCounted: typeof value === "number" && value > 0 ? value : null })}
      />
      <Switch
        label={t("scan-station.separators.reads")}
        title={t("scan-station.separators.readsHint")}
        data-testid="station-separators"
        checked={station.readsSeparators}
        onChange={(event) => {
          store.setState({ readsSeparators: event.currentTarget.checked });
          leaveField();
        }}
      />
    </div>
  );
}

/** One place for both: what can be done now stands where the eye already is. */
function ScanButtons({ view }: { view: StationState }): ReactElement {
  const { t } = useTranslation();
  const isRunning = view.scanning.run?.state === "running";
  return (
    <Button
      className={styles.primary}
      variant={isRunning ? "light" : "filled"}
      color={isRunning ? "red" : undefined}
      tabIndex={-1}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => (isRunning ? view.scanning.cancel() : view.perform({ kind: "scan" }))}
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
