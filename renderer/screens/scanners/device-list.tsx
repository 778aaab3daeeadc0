// The devices of the counter as a table, with what could not be searched below it.
import { Button } from "@mantine/core";
import type { KeyboardEvent, ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState, FaultNotice, KeyHint, Loading, Panel, RowTable, type RowColumn } from "../../components";
import { formatMoment } from "../../locales/format";
import type { DeviceRow } from "./device-rows";
import { DeviceState } from "./device-state";
import styles from "./scanners.module.css";
import type { Devices } from "./use-devices";

export interface DeviceListProps {
  devices: Devices;
  chosen: DeviceRow | undefined;
  onChoose: (row: DeviceRow) => void;
  onRemove: (row: DeviceRow) => void;
  onAdd: (driver: "escl" | "folder") => void;
}

export function DeviceList({ devices, chosen, onChoose, onRemove, onAdd }: DeviceListProps): ReactElement {
  const { t } = useTranslation();
  const aside = (
    <div className={styles.buttons}>
      <Button size="compact-md" variant="default" loading={devices.isSearching} onClick={devices.search}>
        {t("scanners.search")}&nbsp;
        <KeyHint keys="F5" />
      </Button>
      <Button size="compact-md" variant="default" onClick={() => onAdd("escl")} data-testid="device-add-escl">
        {t("scanners.addEscl")}&nbsp;
        <KeyHint keys="Ins" />
      </Button>
      <Button size="compact-md" variant="default" onClick={() => onAdd("folder")} data-testid="device-add-folder">
        {t("scanners.addFolder")}&nbsp;
        <KeyHint keys="Shift+Ins" />
      </Button>
    </div>
  );
  return (
    <Panel title={t("scanners.title")} aside={aside}>
      <div className={styles.list} data-testid="device-list">
        {devices.fault && <FaultNotice fault={devices.fault} />}
        {devices.isLoading && !devices.fault && <Loading />}
        <DeviceTable rows={devices.rows} chosen={chosen} onChoose={onChoose} onRemove={onRemove} />
        {devices.isSearching && (
          <div className={styles.note} role="status">
            {t("scanners.searching")}
          </div>
        )}
        {devices.rows.length === 0 && !devices.isSearching && !devices.isLoading && (
          <EmptyState title={t("scanners.empty")} hint={t("scanners.emptyHint")} />
        )}
        <SearchFailures failures={devices.failures} />
      </div>
    </Panel>
  );
}

type DeviceTableProps = Pick<DeviceListProps, "chosen" | "onChoose" | "onRemove"> & { rows: readonly DeviceRow[] };

function DeviceTable({ rows, chosen, onChoose, onRemove }: DeviceTableProps): ReactElement | null {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  const columns: RowColumn<DeviceRow>[] = [
    { key: "name", title: t("scanners.columns.name"), clip: true, cell: (row) => <DeviceName row={row} /> },
    {
      key: "connection",
      title: t("scanners.columns.connection"),
      cell: ({ driver }) => <span className={styles.word}>{t(`scanners.connections.${driver}`)}</span>,
    },
    { key: "state", title: t("scanners.columns.state"), cell: ({ state }) => <DeviceState state={state} /> },
    {
      key: "used",
      title: t("scanners.columns.lastUsed"),
      cell: ({ known }) => (
        <span className="tabular">
          {known?.lastUsedAtUtc ? formatMoment(known.lastUsedAtUtc) : t("scanners.never")}
        </span>
      ),
    },
  ];
  const onRowKey = (row: DeviceRow, event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === "Delete") onRemove(row);
  };
  return (
    <RowTable
      label={t("scanners.title")}
      rows={rows}
      columns={columns}
      rowKey={(row) => row.key}
      {...(chosen ? { chosen: chosen.key } : {})}
      onOpen={onChoose}
      onRowKey={onRowKey}
    />
  );
}

function DeviceName({ row }: { row: DeviceRow }): ReactElement {
  return (
    <>
      <div className={styles.name}>{row.name}</div>
      <div className={styles.faint}>
        {[row.model, row.deviceId].find((words) => words !== "" && words !== row.name)}
      </div>
    </>
  );
}

/** Each kind by itself: a missing SANE must not hide that the network was searched well. */
function SearchFailures({ failures }: Pick<Devices, "failures">): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      {failures.map(({ driver, fault }) => (
        <section key={driver} className={styles.failure}>
          <div className={styles.faint}>
            {t("scanners.searchFailed", { kind: t(`scanners.connections.${driver}`) })}
          </div>
          <FaultNotice fault={fault} tone="warn" />
        </section>
      ))}
    </>
  );
}
