// What needs the officer: a run that failed, files left out, sheets and images that differ, a run cut off by a crash.
import { Button } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { ScanBatch } from "../../../shared/contract";
import { formatTime } from "../../../shared/text";
import type { FaultOf } from "../../bridge";
import { FaultNotice, KeyHint } from "../../components";
import type { ScanRun } from "../../stores/scan-run";
import { useScanRuns } from "../../stores/scan-runs";
import { type BatchNotice, batchNotices } from "./batch-notices";
import styles from "./scan-station.module.css";
import { useSeenBatches } from "./seen-batches";
import type { StationCommand } from "./station-keys";

export interface StationNoticesProps {
  dossierId: string;
  batches: readonly ScanBatch[];
  /** Of the last command. */
  fault: FaultOf | null;
  perform: (command: StationCommand) => void;
}

export function StationNotices({ dossierId, batches, fault, perform }: StationNoticesProps): ReactElement {
  const run = useScanRuns((state) => state.runs[dossierId]);
  const dismiss = (): void => useScanRuns.getState().dismiss(dossierId);
  return (
    <div className={styles.notices}>
      {fault && <FaultNotice fault={fault} />}
      {run?.state === "failed" && run.fault && (
        <FailedRun run={run} fault={run.fault} perform={perform} onClose={dismiss} />
      )}
      {run?.failedFiles.map((file) => (
        <FailedFile key={file.name} file={file} onClose={dismiss} />
      ))}
      {run?.refusals.map(({ code, fault }) => (
        <Refusal key={code} code={code} fault={fault} onClose={dismiss} />
      ))}
      {run?.state === "running" && run.doubleFeeds.length > 0 && <DoubleFeedNow run={run} />}
      <Batches run={run} batches={batches} perform={perform} />
    </div>
  );
}

interface FailedRunProps {
  run: ScanRun;
  fault: NonNullable<ScanRun["fault"]>;
  perform: (command: StationCommand) => void;
  onClose: () => void;
}

function FailedRun({ run, fault, perform, onClose }: FailedRunProps): ReactElement {
  const { t } = useTranslation();
  const safe = run.pageCount > 0 ? t("scan-station.safe", { count: run.pageCount }) : t("scan-station.safeNone");
  const scan = { label: t("scan-station.goOn"), keys: "Ctrl+Enter", run: () => perform({ kind: "scan" }) };
  const files = { label: t("app.scanner.useFiles"), keys: "O", run: () => perform({ kind: "files" }) };
  return (
    <div data-testid="run-failed">
      <FaultNotice fault={fault} safe={safe} action={run.origin === "scanner" ? scan : files}>
        <CloseButton onClose={onClose} hasKey />
      </FaultNotice>
    </div>
  );
}

function FailedFile({ file, onClose }: { file: ScanRun["failedFiles"][number]; onClose: () => void }): ReactElement {
  const { t } = useTranslation();
  return (
    <div data-testid="file-failed">
      <div className={styles.fileName}>{t("scan-station.fileFailed", { name: file.name })}</div>
      <FaultNotice fault={file.fault} tone="warn">
        <CloseButton onClose={onClose} hasKey />
      </FaultNotice>
    </div>
  );
}

interface RefusalProps {
  code: string;
  fault: ScanRun["refusals"][number]["fault"];
  onClose: () => void;
}

function Refusal({ code, fault, onClose }: RefusalProps): ReactElement {
  const { t } = useTranslation();
  return (
    <div data-testid="target-refused">
      <div className={styles.fileName}>{t("scan-station.refused", { code })}</div>
      <FaultNotice fault={fault} tone="warn">
        <CloseButton onClose={onClose} />
      </FaultNotice>
    </div>
  );
}

function DoubleFeedNow({ run }: { run: ScanRun }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles.warning} role="alert" data-testid="double-feed">
      <span>⚠ {t("scan-station.batch.doubleFeedNow", { page: run.doubleFeeds.join(", ") })}</span>
    </div>
  );
}

interface BatchesProps {
  run: ScanRun | undefined;
  batches: readonly ScanBatch[];
  perform: (command: StationCommand) => void;
}

function Batches({ run, batches, perform }: BatchesProps): ReactElement {
  const { seen, see } = useSeenBatches();
  // While a run goes on, what was wrong with earlier ones waits.
  const isRunning = run?.state === "running";
  const isToldAlready = run?.state === "failed" ? run.batchId : null;
  const notices = batchNotices(batches, seen).filter(
    ({ kind, batch }) => !(kind === "cut" && (isRunning || batch.id === isToldAlready)),
  );
  return (
    <>
      {notices.map((notice) => (
        <BatchWarning key={`${notice.kind}${notice.batch.id}`} notice={notice} perform={perform} onClose={see} />
      ))}
    </>
  );
}

interface BatchWarningProps {
  notice: BatchNotice;
  perform: (command: StationCommand) => void;
  onClose: (batchId: string) => void;
}

/** Stays until the officer has put it away. */
function BatchWarning({ notice: { kind, batch }, perform, onClose }: BatchWarningProps): ReactElement {
  const { t } = useTranslation();
  const at = formatTime(batch.startedAtUtc);
  const facts = { at, count: batch.pageCount, expected: batch.imagesExpected ?? 0, times: batch.doubleFeeds };
  const goOn = (): void => {
    onClose(batch.id);
    perform({ kind: "scan" });
  };
  return (
    <div className={styles.warning} role="alert" data-testid={`batch-${kind}`}>
      <span>⚠ {t(`scan-station.batch.${kind}`, facts)}</span>
      {kind === "cut" && (
        <Button size="compact-sm" variant="default" tabIndex={-1} onClick={goOn}>
          {t("scan-station.goOn")}&nbsp;
          <KeyHint keys="Ctrl+Enter" />
        </Button>
      )}
      <CloseButton onClose={() => onClose(batch.id)} />
    </div>
  );
}

function CloseButton({ onClose, hasKey = false }: { onClose: () => void; hasKey?: boolean }): ReactElement {
  const { t } = useTranslation();
  return (
    <Button size="compact-sm" variant="subtle" tabIndex={-1} onClick={onClose} data-testid="notice-close">
      {t("scan-station.understood")}
      {hasKey && (
        <>
          &nbsp;
          <KeyHint keys="Esc" />
        </>
      )}
    </Button>
  );
}
