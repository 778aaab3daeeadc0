// How the chosen scanner scans; narrowed to what the device says it offers once it was asked.
import { Button, Group, NumberInput, Select, SimpleGrid, Stack, Textarea } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import {
  ColourMode,
  ScanSource,
  type ScannerCapabilities,
  type ScannerProfile,
  type ScanSettings,
} from "../../../shared/contract";
import { api, faultOf } from "../../bridge";
import { FaultNotice, KeyHint } from "../../components";
import styles from "./settings.module.css";
import { formatVendorOptions, parseVendorOptions } from "./vendor-options";

export interface ScannerFormProps {
  device: Pick<ScannerProfile, "driver" | "deviceId">;
  initial: ScanSettings;
  busy: boolean;
  onSave: (settings: ScanSettings) => void;
}

export function ScannerForm({ device, initial, busy, onSave }: ScannerFormProps): ReactElement {
  const { t } = useTranslation();
  const [scan, setScan] = useState(initial);
  const [vendor, setVendor] = useState(formatVendorOptions(initial.vendorOptions));
  const capabilities = useQuery(api.scanning.capabilities.queryOptions({ input: device, enabled: false }));
  const parsed = parseVendorOptions(vendor);
  const wrongLine = "wrongLine" in parsed ? parsed.wrongLine : null;
  const save = (): void => {
    if ("options" in parsed) onSave({ ...scan, vendorOptions: parsed.options });
  };
  useHotkeys([["ctrl+Enter", save]], []);
  return (
    <Stack gap="sm" maw={720}>
      <Button
        variant="default"
        w="fit-content"
        loading={capabilities.isFetching}
        onClick={() => void capabilities.refetch()}
        data-testid="scanner-test"
      >
        {t("settings.scanner.test")}
      </Button>
      {capabilities.error && <FaultNotice fault={faultOf(capabilities.error)} />}
      {capabilities.data && <Offers offers={capabilities.data} />}
      <ScanFields scan={scan} offers={capabilities.data} onChange={setScan} />
      <Textarea
        label={t("settings.scanner.vendor")}
        description={t("settings.scanner.vendorHint")}
        autosize
        minRows={2}
        maxRows={6}
        value={vendor}
        error={wrongLine !== null && t("settings.scanner.vendorInvalid", { line: wrongLine })}
        onChange={(event) => setVendor(event.currentTarget.value)}
        data-testid="scanner-vendor"
      />
      <Group justify="flex-end">
        <Button
          loading={busy}
          onClick={save}
          rightSection={<KeyHint keys="Ctrl+Enter" onAccent />}
          data-testid="scanner-save"
        >
          {t("settings.save")}
        </Button>
      </Group>
    </Stack>
  );
}

interface ScanFieldsProps {
  scan: ScanSettings;
  offers: ScannerCapabilities | undefined;
  onChange: (scan: ScanSettings) => void;
}

function ScanFields({ scan, offers, onChange }: ScanFieldsProps): ReactElement {
  const { t } = useTranslation();
  const sources = offers?.sources.length ? offers.sources : ScanSource.options;
  const colours = offers?.colourModes.length ? offers.colourModes : ColourMode.options;
  const words = (group: string, values: readonly string[]) =>
    values.map((value) => ({ value, label: t(`settings.scanner.${group}.${value}`) }));
  return (
    <SimpleGrid cols={2} spacing="md" verticalSpacing="sm">
      <Select
        label={t("settings.scanner.source")}
        data={words("sources", sources)}
        value={scan.source}
        allowDeselect={false}
        onChange={(value) => onChange({ ...scan, source: ScanSource.catch(scan.source).parse(value) })}
      />
      <Select
        label={t("settings.scanner.colour")}
        data={words("colours", colours)}
        value={scan.colourMode}
        allowDeselect={false}
        onChange={(value) => onChange({ ...scan, colourMode: ColourMode.catch(scan.colourMode).parse(value) })}
      />
      <NumberInput
        label={t("settings.scanner.resolution")}
        description={t("settings.scanner.resolutionHint")}
        min={50}
        max={1200}
        allowDecimal={false}
        clampBehavior="blur"
        value={scan.resolutionDpi}
        onChange={(value) => typeof value === "number" && onChange({ ...scan, resolutionDpi: value })}
      />
      <NumberInput
        label={t("settings.scanner.maxPages")}
        description={t("settings.scanner.maxPagesHint")}
        min={1}
        max={500}
        allowDecimal={false}
        clampBehavior="blur"
        value={scan.maxPages ?? ""}
        onChange={(value) => onChange({ ...scan, maxPages: typeof value === "number" ? value : null })}
      />
    </SimpleGrid>
  );
}

function Offers({ offers }: { offers: ScannerCapabilities }): ReactElement {
  const { t } = useTranslation();
  const { sources, colourModes, resolutionsDpi, resolutionRangeDpi } = offers;
  const resolutions = resolutionRangeDpi
    ? t("settings.scanner.range", resolutionRangeDpi)
    : `${resolutionsDpi.join(", ")} dpi`;
  return (
    <div className={styles.faint} data-testid="scanner-offers" role="status">
      {t("settings.scanner.offers", {
        sources: sources.map((value) => t(`settings.scanner.sources.${value}`)).join(", "),
        colours: colourModes.map((value) => t(`settings.scanner.colours.${value}`)).join(", "),
        resolutions,
      })}
    </div>
  );
}
