// What needs the officer: a run that failed, files left out, sheets and images that differ, a run cut off by a crash.
import { Button } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { formatTime } from "../../../shared/text";
import { FaultNotice, KeyHint } from "../../components";
import type { ScanRun } from "../../stores/scan-run";
import { type BatchNotice, batchNotices } from "./batch-notices";
import styles from "./scan-station.module.css";
import { useSeenBatches } from "./seen-batches";
import type { StationState } from "./use-station";

export function StationNotices({ view }: { view: StationState }): ReactElement {
  const { run } = view.scanning;
  return (
    <div className={styles.notices}>
      {view.fault && <FaultNotice fault={view.fault} />}
      {run?.state === "failed" && run.fault && <FailedRun run={run} fault={run.fault} view={view} />}
      {run?.failedFiles.map((file) => (
        <FailedFile key={file.name} file={file} onClose={view.scanning.dismiss} />
      ))}
      {run?.refusals.map(({ code, fault }) => (
        <Refusal key={code} code={code} fault={fault} onClose={view.scanning.dismiss} />
      ))}
      {run?.state === "running" && run.doubleFeeds.length > 0 && <DoubleFeedNow run={run} />}
      <Batches view={view} />
    </div>
  );
}

interface FailedRunProps {
  run: ScanRun;
  fault: NonNullable<ScanRun["fault"]>;
  view: StationState;
}

function FailedRun({ run, fault, view }: FailedRunProps): ReactElement {
  const { t } = useTranslation();
  const safe = run.pageCount > 0 ? t("scan-station.safe", { count: run.pageCount }) : t("scan-station.safeNone");
  const scan = { label: t("scan-station.goOn"), keys: "Ctrl+Enter", run: () => view.perform({ kind: "scan" }) };
  const files = { label: t("app.scanner.useFiles"), keys: "O", run: () => view.perform({ kind: "files" }) };
  return (
    <div data-testid="run-failed">
      <FaultNotice fault={fault} safe={safe} action={run.origin === "scanner" ? scan : files}>
        <CloseButton onClose={view.scanning.dismiss} hasKey />
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

function Batches({ view }: { view: StationState }): ReactElement {
  const { seen, see } = useSeenBatches();
  // While a run goes on, what was wrong with earlier ones waits.
  const isRunning = view.scanning.run?.state === "running";
  const isToldAlready = view.scanning.run?.state === "failed" ? view.scanning.run.batchId : null;
  const notices = batchNotices(view.batches, seen).filter(
    ({ kind, batch }) => !(kind === "cut" && (isRunning || batch.id === isToldAlready)),
  );
  return (
    <>
      {notices.map((notice) => (
        <BatchWarning key={`${notice.kind}${notice.batch.id}`} notice={notice} view={view} onClose={see} />
      ))}
    </>
  );
}

interface BatchWarningProps {
  notice: BatchNotice;
  view: StationState;
  onClose: (batchId: string) => void;
}

/** Stays until the officer has put it away. */
function BatchWarning({ notice: { kind, batch }, view, onClose }: BatchWarningProps): ReactElement {
  const { t } = useTranslation();
  const at = formatTime(batch.startedAtUtc);
  const facts = { at, count: batch.pageCount, expected: batch.imagesExpected ?? 0, times: batch.doubleFeeds };
  const goOn = (): void => {
    onClose(batch.id);
    view.perform({ kind: "scan" });
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
