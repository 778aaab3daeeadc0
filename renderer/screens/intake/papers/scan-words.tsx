// What the scanner is doing, in words, at a place that never moves: the bottom bar, whatever line is open.
import { Button } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { KeyHint } from "../../../components";
import styles from "../intake.module.css";
import type { ScanRun } from "../../../stores/scan-run";
import type { Scanning } from "../../../stores/use-scanning";

export function ScanWords({ scanning }: { scanning: Scanning }): ReactElement | null {
  const { t } = useTranslation();
  const { run } = scanning;
  if (!run || run.state === "failed") return null;
  const isRunning = run.state === "running";
  return (
    <span className={styles.scanWords} role="status" data-testid="scan-progress" data-state={run.state}>
      <span className="tabular">
        {t(...progressWords(run))}
        {isRunning && run.pageCount > 0 && ` · ${t("intake.scan.kept", { count: run.pageCount })}`}
      </span>
      {isRunning && (
        <Button size="compact-sm" variant="default" tabIndex={-1} onClick={scanning.cancel}>
          {t("intake.scan.stop")}&nbsp;
          <KeyHint keys="Esc" />
        </Button>
      )}
    </span>
  );
}

/** Key and facts of the sentence on a run that has not failed. */
function progressWords(run: ScanRun): [string, Record<string, number>] {
  const facts = { page: run.pageNumber, percent: Math.round((run.fraction ?? 0) * 100), count: run.pageCount };
  if (run.state === "cancelled") return [`intake.scan.${run.pageCount > 0 ? "cancelled" : "cancelledNone"}`, facts];
  if (run.state !== "running") return [run.pageCount > 0 ? "intake.scan.done" : "intake.scan.nothing", facts];
  const isFiles = run.origin === "files";
  if (run.pageNumber === 0) return [isFiles ? "intake.scan.startingFiles" : "intake.scan.starting", facts];
  if (isFiles) return ["intake.scan.readingFiles", facts];
  return [run.fraction === null ? "intake.scan.reading" : "intake.scan.readingPercent", facts];
}
