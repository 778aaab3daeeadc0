// One device: what is known of it, its last fault with what to do, and what can be done with it.
import { Button } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useState, type ReactElement, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ScanSettings } from "../../../shared/contract";
import { FaultNotice, KeyHint, Panel } from "../../components";
import { formatMoment } from "../../locales/format";
import { DeviceLog } from "./device-log";
import { DeviceNameForm } from "./device-name-form";
import type { DeviceRow } from "./device-rows";
import styles from "./scanners.module.css";
import { TestPicture } from "./test-picture";
import { type DeviceActions, useDeviceActions } from "./use-device-actions";

export interface DeviceDetailProps {
  row: DeviceRow;
  /** Settings of a profile of this device; null: it has none. */
  base: ScanSettings | null;
  canMakeProfile: boolean;
  onMakeProfile: (row: DeviceRow) => void;
  onRemove: (row: DeviceRow) => void;
}

export function DeviceDetail(props: DeviceDetailProps): ReactElement {
  const { t } = useTranslation();
  const { row } = props;
  const actions = useDeviceActions(row, props.base);
  const [isNaming, setNaming] = useState(false);
  const isCamera = row.driver === "camera";
  useHotkeys(
    isCamera
      ? []
      : [
          ["F2", () => setNaming(true)],
          ["F6", actions.check],
          ["F7", actions.test],
        ],
    [],
  );
  const finishNaming = (): void => setNaming(false);
  return (
    <Panel title={row.name} aside={<ProfileButton {...props} />}>
      <div className={styles.detail} data-testid="device-detail">
        {isNaming && <DeviceNameForm row={row} rename={actions.rename} onClose={finishNaming} />}
        {isCamera ? (
          <div className={styles.faint}>{t("scanners.detail.camera")}</div>
        ) : (
          <ActionRow {...props} actions={actions} onRename={() => setNaming(true)} />
        )}
        {actions.fault && <FaultNotice fault={actions.fault} />}
        {actions.isTesting && <div role="status">{t("scanners.detail.testing")}</div>}
        <LastFault row={row} shown={actions.fault !== null} />
        <div className={styles.beside}>
          <div className={styles.about}>
            <Facts row={row} />
            <Certificate row={row} actions={actions} />
          </div>
          {actions.testScan && !actions.isTesting && <TestPicture scan={actions.testScan} />}
        </div>
      </div>
    </Panel>
  );
}

function ProfileButton({ row, canMakeProfile, onMakeProfile }: DeviceDetailProps): ReactElement {
  const { t } = useTranslation();
  return (
    <Button
      size="compact-md"
      disabled={!canMakeProfile}
      onClick={() => onMakeProfile(row)}
      rightSection={<KeyHint keys="F9" onAccent />}
      data-testid="device-profile"
    >
      {t("scanners.detail.profile")}
    </Button>
  );
}

type ActionRowProps = DeviceDetailProps & { actions: DeviceActions; onRename: () => void };

function ActionRow({ row, actions, onRename, onRemove }: ActionRowProps): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles.buttons}>
      <Action keys="F6" busy={actions.isChecking} run={actions.check} testId="device-check">
        {t("scanners.detail.check")}
      </Action>
      <Action keys="F7" busy={actions.isTesting} run={actions.test} testId="device-test">
        {t("scanners.detail.test")}
      </Action>
      <Action keys="F2" run={onRename} testId="device-rename">
        {t("scanners.detail.rename")}
      </Action>
      <DeviceLog name={row.name} read={actions.readLog} />
      {row.known && (
        <Action keys="Delete" run={() => onRemove(row)} testId="device-remove">
          {t("scanners.detail.remove")}
        </Action>
      )}
    </div>
  );
}

interface ActionProps {
  keys: string;
  busy?: boolean;
  run: () => void;
  testId: string;
  children: ReactNode;
}

function Action({ keys, busy = false, run, testId, children }: ActionProps): ReactElement {
  return (
    <Button size="compact-md" variant="default" loading={busy} onClick={run} data-testid={testId}>
      {children}&nbsp;
      <KeyHint keys={keys} />
    </Button>
  );
}

/** Not beside the same fault of what was just tried. */
function LastFault({ row, shown }: { row: DeviceRow; shown: boolean }): ReactElement | null {
  const { t } = useTranslation();
  const last = row.known?.lastFault;
  if (!last || shown) return null;
  return (
    <section data-testid="device-last-fault">
      <div className={styles.faint}>{t("scanners.detail.lastFault", { at: formatMoment(last.atUtc) })}</div>
      <FaultNotice fault={last.fault} tone="warn" />
    </section>
  );
}

function Facts({ row }: { row: DeviceRow }): ReactElement {
  const { t } = useTranslation();
  const facts: [string, string | null | undefined][] = [
    ["maker", row.model],
    ["id", row.deviceId],
    ["address", row.known?.address],
    ["lastUsed", row.known?.lastUsedAtUtc && formatMoment(row.known.lastUsedAtUtc)],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{t(`scanners.detail.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function Certificate({ row, actions }: { row: DeviceRow; actions: DeviceActions }): ReactElement | null {
  const { t } = useTranslation();
  const fingerprint = row.known?.certificateSha256;
  if (!fingerprint) return null;
  return (
    <section className={styles.certificate}>
      <div className={styles.faint}>{t("scanners.detail.certificate")}</div>
      <code className={styles.fingerprint}>{fingerprint.match(/.{1,4}/g)?.join(" ")}</code>
      <div className={styles.faint}>{t("scanners.detail.forgetHint")}</div>
      <Button size="compact-md" variant="default" onClick={actions.forgetCertificate} data-testid="device-forget">
        {t("scanners.detail.forget")}
      </Button>
    </section>
  );
}
