// The scanner: which one, and how it scans.
import { Button, Group, Select, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { ScanSettings, type ScannerDevice, type ScannerProfile, type Settings } from "../../../shared/contract";
import { api, faultOf } from "../../bridge";
import { EmptyState, FaultNotice } from "../../components";
import { ScannerForm } from "./scanner-form";
import styles from "./settings.module.css";
import { useSaveSettings } from "./use-save-settings";

type Chosen = Pick<ScannerProfile, "driver" | "deviceId">;

export function ScannerPart({ settings }: { settings: Settings }): ReactElement {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Chosen | null>(settings.scanner);
  const [looking, setLooking] = useState(false);
  const devices = useQuery(api.scanning.devices.queryOptions({ enabled: looking, staleTime: 0 }));
  const save = useSaveSettings();
  const find = (): void => {
    if (looking) void devices.refetch();
    setLooking(true);
  };
  const isSaved = settings.scanner?.deviceId === chosen?.deviceId;
  const initial = isSaved && settings.scanner ? settings.scanner.settings : ScanSettings.parse({});
  return (
    <Stack gap="md">
      <Group align="flex-end">
        <DeviceSelect devices={devices.data ?? []} chosen={chosen} onChoose={setChosen} />
        <Button variant="default" loading={devices.isFetching} onClick={find} data-testid="scanner-find">
          {t("settings.scanner.find")}
        </Button>
        {settings.scanner && (
          <Button
            variant="subtle"
            color="gray"
            onClick={() => save.mutate({ scanner: null }, { onSuccess: () => setChosen(null) })}
          >
            {t("settings.scanner.forget")}
          </Button>
        )}
      </Group>
      {devices.isFetching && <div className={styles.faint}>{t("settings.scanner.finding")}</div>}
      {devices.error && <FaultNotice fault={faultOf(devices.error)} tone="warn" />}
      {save.error && <FaultNotice fault={faultOf(save.error)} />}
      {devices.data?.length === 0 && !devices.isFetching && (
        <EmptyState title={t("settings.scanner.none")} hint={t("settings.scanner.noneHint")} />
      )}
      {chosen && (
        <ScannerForm
          key={`${chosen.driver} ${chosen.deviceId}`}
          device={chosen}
          initial={initial}
          busy={save.isPending}
          onSave={(scan) => save.mutate({ scanner: { ...chosen, settings: scan } })}
        />
      )}
    </Stack>
  );
}

interface DeviceSelectProps {
  devices: readonly ScannerDevice[];
  chosen: Chosen | null;
  onChoose: (chosen: Chosen) => void;
}

function DeviceSelect({ devices, chosen, onChoose }: DeviceSelectProps): ReactElement {
  const { t } = useTranslation();
  const options = devices.map((device) => ({
    value: `${device.driver} ${device.id}`,
    label: `${device.vendor} ${device.model} (${device.id})`.trim(),
  }));
  const value = chosen ? `${chosen.driver} ${chosen.deviceId}` : null;
  if (chosen && value && !options.some((option) => option.value === value)) {
    options.unshift({ value, label: chosen.deviceId });
  }
  const choose = (picked: string | null): void => {
    const device = devices.find((candidate) => `${candidate.driver} ${candidate.id}` === picked);
    if (device) onChoose({ driver: device.driver, deviceId: device.id });
  };
  return (
    <Select
      label={t("settings.scanner.device")}
      placeholder={t("settings.none")}
      w={400}
      data={options}
      value={value}
      onChange={choose}
      data-testid="scanner-device"
    />
  );
}
