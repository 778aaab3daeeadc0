// Asked once, where no scanner is set: which one. The only one there is is taken without asking.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { ScannerDevice } from "../../../../shared/contract";
import { api, faultOf } from "../../../bridge";
import { FaultNotice, KeyHint } from "../../../components";
import styles from "../intake.module.css";
import type { Papers } from "./use-papers";

export function ScannerChoice({ papers }: { papers: Papers }): ReactElement {
  const { t } = useTranslation();
  // Plugging in and asking again must look again.
  const search = useQuery(api.scanning.devices.queryOptions({ staleTime: 0, gcTime: 0 }));
  const devices = search.data?.filter((device) => device.driver !== "file");
  useOnlyDevice(search.isFetching ? undefined : devices, papers.chooseScanner);
  if (search.isFetching || devices?.length === 1)
    return <div className={styles.hint}>{t("intake.scan.searching")}</div>;
  if (!devices || devices.length === 0) {
    const fault = search.error ? faultOf(search.error) : ({ code: "SCANNER_NOT_FOUND", facts: {} } as const);
    return (
      <FaultNotice fault={fault} action={{ label: t("app.retry"), run: () => void search.refetch() }}>
        <Button size="compact-md" variant="default" onClick={() => papers.perform({ kind: "files" })}>
          {t("intake.scan.useFiles")}&nbsp;
          <KeyHint keys="O" />
        </Button>
      </FaultNotice>
    );
  }
  return <DeviceButtons devices={devices} onChoose={papers.chooseScanner} />;
}

interface DeviceButtonsProps {
  devices: readonly ScannerDevice[];
  onChoose: (device: ScannerDevice) => void;
}

function DeviceButtons({ devices, onChoose }: DeviceButtonsProps): ReactElement {
  const { t } = useTranslation();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <div role="group" aria-label={t("intake.scan.choose")}>
      <div className={styles.hint}>{t("intake.scan.choose")}</div>
      <div className={styles.actions}>
        {devices.map((device, index) => (
          <Button
            key={device.id}
            ref={index === 0 ? first : undefined}
            variant="default"
            size="compact-md"
            onClick={() => onChoose(device)}
          >
            {device.vendor} {device.model} ({device.id})
          </Button>
        ))}
      </div>
    </div>
  );
}

function useOnlyDevice(devices: readonly ScannerDevice[] | undefined, onChoose: (device: ScannerDevice) => void): void {
  const only = devices?.length === 1 ? devices[0] : undefined;
  const choose = useEffectEvent(onChoose);
  useEffect(() => {
    if (only) choose(only);
  }, [only]);
}
