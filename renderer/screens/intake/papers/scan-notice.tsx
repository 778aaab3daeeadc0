// What the scanner is doing, in words, and when it stopped: what is safe and what can be done now.
import { Button } from "@mantine/core";
import { IconCheck, IconScan } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { FaultNotice, KeyHint } from "../../../components";
import styles from "../intake.module.css";
import type { ScanRun } from "./scan-run";
import type { Papers } from "./use-papers";

export function ScanNotice({ papers }: { papers: Papers }): ReactElement | null {
  const { run } = papers.scanning;
  if (!run) return null;
  return (
    <div className={styles.notices} data-testid="scan-progress" data-state={run.state}>
      <RunWords run={run} papers={papers} />
      {run.failedFiles.map((file) => (
        <FailedFile key={file.name} file={file} />
      ))}
    </div>
  );
}

function RunWords({ run, papers }: { run: ScanRun; papers: Papers }): ReactElement {
  const { t } = useTranslation();
  const { scanning } = papers;
  if (run.state === "failed" && run.fault) return <FailedRun run={run} fault={run.fault} papers={papers} />;
  const isRunning = run.state === "running";
  const Icon = isRunning ? IconScan : IconCheck;
  return (
    <div className={styles.scanNotice} role="status">
      <Icon size={20} stroke={1.8} />
      <span>
        {t(...progressWords(run))}
        {isRunning && run.pageCount > 0 && ` · ${t("intake.scan.kept", { count: run.pageCount })}`}
      </span>
      <Button
        size="compact-sm"
        variant="default"
        tabIndex={-1}
        onClick={isRunning ? scanning.cancel : scanning.dismiss}
      >
        {t(isRunning ? "intake.scan.stop" : "intake.scan.close")}&nbsp;
        <KeyHint keys="Esc" />
      </Button>
    </div>
  );
}

interface FailedRunProps {
  run: ScanRun;
  fault: NonNullable<ScanRun["fault"]>;
  papers: Papers;
}

function FailedRun({ run, fault, papers }: FailedRunProps): ReactElement {
  const { t } = useTranslation();
  const safe = run.pageCount > 0 ? t("intake.scan.safe", { count: run.pageCount }) : t("intake.scan.safeNone");
  const retry = { label: t("intake.scan.retry"), keys: "F2", run: () => papers.perform({ kind: "scan" }) };
  const files = { label: t("intake.scan.useFiles"), keys: "O", run: () => papers.perform({ kind: "files" }) };
  return (
    <FaultNotice fault={fault} safe={safe} action={run.origin === "scanner" ? retry : files}>
      {run.origin === "scanner" && (
        <Button size="compact-md" variant="default" onClick={files.run}>
          {files.label}&nbsp;
          <KeyHint keys="O" />
        </Button>
      )}
      <Button size="compact-md" variant="subtle" onClick={papers.scanning.dismiss}>
        {t("intake.scan.close")}
      </Button>
    </FaultNotice>
  );
}

function FailedFile({ file }: { file: ScanRun["failedFiles"][number] }): ReactElement {
  const { t } = useTranslation();
  return (
    <div data-testid="file-failed">
      <div className={styles.hint}>{t("intake.scan.fileFailed", { name: file.name })}</div>
      <FaultNotice fault={file.fault} tone="warn" />
    </div>
  );
}

/** Key and facts of the sentence on a run that has not failed. */
function progressWords(run: ScanRun): [string, Record<string, number>] {
  const facts = { page: run.pageNumber, percent: Math.round((run.fraction ?? 0) * 100), count: run.pageCount };
  if (run.state === "cancelled") return ["intake.scan.cancelled", facts];
  if (run.state !== "running") return [run.pageCount > 0 ? "intake.scan.done" : "intake.scan.nothing", facts];
  const isFiles = run.origin === "files";
  if (run.pageNumber === 0) return [isFiles ? "intake.scan.startingFiles" : "intake.scan.starting", facts];
  if (isFiles) return ["intake.scan.readingFiles", facts];
  return [run.fraction === null ? "intake.scan.reading" : "intake.scan.readingPercent", facts];
}
