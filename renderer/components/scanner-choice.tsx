// Asked once, where no scan profile is there: which device. The only one there is is taken without asking.
import { Button } from "@mantine/core";
import { useEffect, useEffectEvent, useRef, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Fault, ScannerDevice } from "../../shared/contract";
import { FaultNotice } from "./fault-notice";
import { KeyHint } from "./key-hint";
import styles from "./parts.module.css";

export interface ScannerChoiceProps {
  /** `devices` undefined while the search goes on. */
  search: {
    devices: readonly ScannerDevice[] | undefined;
    failures: readonly Fault[];
    fault: Fault | null;
    again: () => void;
  };
  onChoose: (device: ScannerDevice) => void;
  onFiles: () => void;
}

export function ScannerChoice({ search, onChoose, onFiles }: ScannerChoiceProps): ReactElement {
  const { t } = useTranslation();
  const { devices } = search;
  const isOnly = devices?.length === 1 && search.failures.length === 0;
  useOnlyDevice(isOnly ? devices[0] : undefined, onChoose);
  if (!devices || isOnly) return <div className={styles.choiceHint}>{t("app.scanner.searching")}</div>;
  const notFound = { code: "SCANNER_NOT_FOUND", facts: {} } as const;
  const fault = search.fault ?? (devices.length === 0 ? (search.failures[0] ?? notFound) : null);
  return (
    <>
      {fault && (
        <FaultNotice fault={fault} action={{ label: t("app.retry"), run: search.again }}>
          <Button size="compact-md" variant="default" onClick={onFiles}>
            {t("app.scanner.useFiles")}&nbsp;
            <KeyHint keys="O" />
          </Button>
        </FaultNotice>
      )}
      {!fault && search.failures.map((failure) => <FaultNotice key={failure.code} fault={failure} tone="warn" />)}
      {devices.length > 0 && <DeviceButtons devices={devices} onChoose={onChoose} />}
    </>
  );
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
    <div role="group" aria-label={t("app.scanner.choose")}>
      <div className={styles.choiceHint}>{t("app.scanner.choose")}</div>
      <div className={styles.noticeActions}>
        {devices.map((device, index) => (
          <Button
            key={`${device.driver}:${device.id}`}
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

function useOnlyDevice(only: ScannerDevice | undefined, onChoose: (device: ScannerDevice) => void): void {
  const choose = useEffectEvent(onChoose);
  useEffect(() => {
    if (only) choose(only);
  }, [only]);
}
