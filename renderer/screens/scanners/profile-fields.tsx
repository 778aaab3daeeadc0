// How a profile scans: source, colour, resolution, paper; what the device does not offer cannot be chosen.
import { NumberInput, Select, SimpleGrid, Switch } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import {
  ColourMode,
  PageSize,
  ScanSource,
  type ScannerCapabilities,
  type ScanSettings,
} from "../../../shared/contract";

interface ProfileFieldsProps {
  settings: ScanSettings;
  /** undefined: the device has not said (yet). */
  offers: ScannerCapabilities | undefined;
  onChange: (settings: ScanSettings) => void;
}

const LEAST_DPI = 200;
/** So that fields beside each other stand on one line. */
const INPUT_FIRST: ("label" | "input" | "description" | "error")[] = ["label", "input", "description", "error"];

export function ProfileFields({ settings, offers, onChange }: ProfileFieldsProps): ReactElement {
  const { t } = useTranslation();
  return (
    <SimpleGrid cols={2} spacing="sm" verticalSpacing="xs">
      <Choice
        name="source"
        group="sources"
        options={offered(ScanSource.options, offers?.sources, settings.source)}
        value={settings.source}
        onChange={(source) => onChange({ ...settings, source })}
      />
      <Choice
        name="colour"
        group="colours"
        options={offered(ColourMode.options, offers?.colourModes, settings.colourMode)}
        value={settings.colourMode}
        onChange={(colourMode) => onChange({ ...settings, colourMode })}
      />
      <Resolution settings={settings} offers={offers} onChange={onChange} />
      <Choice
        name="pageSize"
        group="pageSizes"
        options={offered(PageSize.options, offers?.pageSizes, settings.pageSize)}
        value={settings.pageSize}
        onChange={(pageSize) => onChange({ ...settings, pageSize })}
      />
      <NumberInput
        label={t("scanners.form.maxPages")}
        description={t("scanners.form.maxPagesHint")}
        inputWrapperOrder={INPUT_FIRST}
        min={1}
        max={500}
        allowDecimal={false}
        clampBehavior="blur"
        value={settings.maxPages ?? ""}
        onChange={(value) => onChange({ ...settings, maxPages: typeof value === "number" ? value : null })}
      />
      {offers?.hasOwnDialog && (
        <Switch
          mt="lg"
          label={t("scanners.form.ownDialog")}
          checked={settings.usesOwnDialog}
          onChange={(event) => onChange({ ...settings, usesOwnDialog: event.currentTarget.checked })}
        />
      )}
    </SimpleGrid>
  );
}

/** What stands in the profile already stays to be seen, also when the device does not have it. */
function offered<T extends string>(all: readonly T[], offers: readonly T[] | undefined, current: T): readonly T[] {
  return offers?.length ? all.filter((value) => offers.includes(value) || value === current) : all;
}

interface ChoiceProps<T extends string> {
  name: string;
  group: string;
  options: readonly T[];
  value: T;
  onChange: (value: T) => void;
}

function Choice<T extends string>({ name, group, options, value, onChange }: ChoiceProps<T>): ReactElement {
  const { t } = useTranslation();
  const choose = (picked: string | null): void => {
    const option = options.find((candidate) => candidate === picked);
    if (option !== undefined) onChange(option);
  };
  return (
    <Select
      label={t(`scanners.form.${name}`)}
      data={options.map((option) => ({ value: option, label: t(`scanners.${group}.${option}`) }))}
      value={value}
      allowDeselect={false}
      onChange={choose}
      data-testid={`profile-${name}`}
    />
  );
}

function Resolution({ settings, offers, onChange }: ProfileFieldsProps): ReactElement {
  const { t } = useTranslation();
  const { resolutionDpi } = settings;
  const isLow = resolutionDpi < LEAST_DPI;
  const common = {
    label: t("scanners.form.resolution"),
    description: isLow ? t("scanners.form.resolutionLow") : t("scanners.form.resolutionHint"),
    inputWrapperOrder: INPUT_FIRST,
    "data-testid": "profile-resolution",
  };
  const listed = offers && !offers.resolutionRangeDpi ? offers.resolutionsDpi : [];
  if (listed.length > 0) {
    const choices = [...new Set([...listed, resolutionDpi])].sort((a, b) => a - b).map(String);
    return (
      <Select
        {...common}
        data={choices}
        value={String(resolutionDpi)}
        allowDeselect={false}
        onChange={(value) => value && onChange({ ...settings, resolutionDpi: Number(value) })}
      />
    );
  }
  const range = offers?.resolutionRangeDpi ?? { min: 50, max: 1200 };
  return (
    <NumberInput
      {...common}
      min={Math.max(50, range.min)}
      max={Math.min(1200, range.max)}
      allowDecimal={false}
      clampBehavior="blur"
      value={resolutionDpi}
      onChange={(value) => typeof value === "number" && onChange({ ...settings, resolutionDpi: value })}
    />
  );
}
