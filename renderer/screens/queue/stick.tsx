// The way without a line: the queue on a stick, and the receipts that come back on it.
import { Button } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { SyncStatus } from "../../../shared/contract";
import { api, client, faultOf } from "../../bridge";
import { FaultNotice, KeyHint } from "../../components";
import { formatBytes } from "../../locales/format";
import type { Navigate } from "../../stores/navigation";
import styles from "./queue.module.css";

interface StickProps {
  status: SyncStatus;
  canExport: boolean;
  navigate: Navigate;
  onReport: (runId: string) => void;
}

export function Stick({ status, canExport, navigate, onReport }: StickProps): ReactElement {
  const { t } = useTranslation();
  const exported = useMutation({ networkMode: "always", mutationFn: exportToPlace });
  const imported = useMutation({ networkMode: "always", mutationFn: importFromPlace });
  const isBusy = exported.isPending || imported.isPending || status.bundle !== null;
  const toStick = (): void => (isBusy || !canExport ? undefined : (imported.reset(), exported.mutate()));
  const fromStick = (): void => (isBusy ? undefined : (exported.reset(), imported.mutate()));
  useHotkeys(
    [
      ["F9", toStick],
      ["shift+F9", fromStick],
    ],
    [],
  );
  const error = exported.error ?? imported.error;
  return (
    <div className={styles.stick}>
      <span className={styles.faint}>{t("queue.stick.title")}</span>
      <Button
        size="compact-sm"
        variant="default"
        disabled={isBusy || !canExport}
        onClick={toStick}
        data-testid="export"
      >
        {t("queue.stick.export")}&nbsp;
        <KeyHint keys="F9" />
      </Button>
      <Button size="compact-sm" variant="default" disabled={isBusy} onClick={fromStick} data-testid="import">
        {t("queue.stick.import")}&nbsp;
        <KeyHint keys="Shift+F9" />
      </Button>
      {status.conflicts > 0 && <ConflictsButton count={status.conflicts} navigate={navigate} />}
      {status.bundle && <BundleProgress bundle={status.bundle} />}
      {exported.data && <Exported {...exported.data} onReport={onReport} />}
      {imported.data && (
        <span role="status" data-testid="imported">
          {t(`queue.stick.${imported.data.kind}`, { ...imported.data, file: imported.data.receiptFile ?? "" })}
        </span>
      )}
      {error && (
        <div className={styles.stickFault}>
          <FaultNotice fault={faultOf(error)} />
        </div>
      )}
    </div>
  );
}

/** null: the person thought better of it. */
async function exportToPlace() {
  const { place } = await client.system.choosePlace({ kind: "folder" });
  return place === null ? null : client.sync.exportBundle({ folder: place });
}

async function importFromPlace() {
  const { place } = await client.system.choosePlace({ kind: "bundle" });
  return place === null ? null : client.sync.importBundle({ file: place });
}

function ConflictsButton({ count, navigate }: { count: number; navigate: Navigate }): ReactElement {
  const { t } = useTranslation();
  const open = (): void => navigate("conflicts");
  useHotkeys([["F6", open]], []);
  return (
    <Button size="compact-sm" color="red" variant="light" onClick={open} data-testid="to-conflicts">
      {t("queue.conflicts", { count })}&nbsp;
      <KeyHint keys="F6" />
    </Button>
  );
}

function BundleProgress({ bundle }: { bundle: NonNullable<SyncStatus["bundle"]> }): ReactElement {
  const { t } = useTranslation();
  const cancel = useMutation(api.sync.cancelBundle.mutationOptions());
  return (
    <span role="status" className="tabular">
      {t(`queue.stick.doing.${bundle.doing}`, { percent: bundle.percent })}{" "}
      <Button size="compact-xs" variant="subtle" onClick={() => cancel.mutate(undefined)}>
        {t("queue.stick.cancel")}
      </Button>
    </span>
  );
}

interface ExportedProps {
  runId: string;
  file: string;
  sizeBytes: number;
  operations: number;
  left: number;
  onReport: (runId: string) => void;
}

function Exported({ runId, file, sizeBytes, operations, left, onReport }: ExportedProps): ReactElement {
  const { t, i18n } = useTranslation();
  const size = formatBytes(sizeBytes, i18n.language);
  return (
    <span role="status" className={styles.faint} data-testid="exported" data-file={file}>
      {t("queue.stick.exported", { count: operations, size, file: file.split(/[\\/]/u).at(-1) ?? file })}
      {left > 0 && ` ${t("queue.stick.left", { count: left })}`}{" "}
      <Button size="compact-xs" variant="subtle" onClick={() => onReport(runId)}>
        {t("queue.report.open")}
      </Button>
    </span>
  );
}
