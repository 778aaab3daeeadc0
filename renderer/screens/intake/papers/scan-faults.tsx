// A run that failed, or files that could not be taken: what happened, what is safe, and the ways on.
import { Button } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { FaultNotice, KeyHint } from "../../../components";
import styles from "../intake.module.css";
import type { ScanRun } from "../../../stores/scan-run";
import type { Papers } from "./use-papers";

export function ScanFaults({ papers }: { papers: Papers }): ReactElement | null {
  const { run } = papers.scanning;
  if (!run) return null;
  return (
    <>
      {run.state === "failed" && run.fault && <FailedRun run={run} fault={run.fault} papers={papers} />}
      {run.failedFiles.map((file) => (
        <FailedFile key={file.name} file={file} onClose={papers.scanning.dismiss} />
      ))}
    </>
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
    <div data-testid="scan-progress" data-state="failed">
      <FaultNotice fault={fault} safe={safe} action={run.origin === "scanner" ? retry : files}>
        {run.origin === "scanner" && (
          <Button size="compact-md" variant="default" onClick={files.run}>
            {files.label}&nbsp;
            <KeyHint keys="O" />
          </Button>
        )}
        <Button size="compact-md" variant="subtle" onClick={papers.scanning.dismiss}>
          {t("intake.scan.close")}&nbsp;
          <KeyHint keys="Esc" />
        </Button>
      </FaultNotice>
    </div>
  );
}

interface FailedFileProps {
  file: ScanRun["failedFiles"][number];
  onClose: () => void;
}

function FailedFile({ file, onClose }: FailedFileProps): ReactElement {
  const { t } = useTranslation();
  return (
    <div data-testid="file-failed">
      <div className={styles.fileName}>{t("intake.scan.fileFailed", { name: file.name })}</div>
      <FaultNotice
        fault={file.fault}
        tone="warn"
        action={{ label: t("intake.scan.close"), keys: "Esc", run: onClose }}
      />
    </div>
  );
}
