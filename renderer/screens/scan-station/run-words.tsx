// How far the run is, in words, and whether images and sheets agree.
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Dossier } from "../../../shared/contract";
import type { ScanRun } from "../../stores/scan-run";
import { useScanRuns } from "../../stores/scan-runs";
import styles from "./scan-station.module.css";

interface RunWordsProps {
  dossier: Dossier;
  /** The paper chosen in the head: pages that go there need no word on it. */
  componentId: string | null;
}

export function RunWords({ dossier, componentId }: RunWordsProps): ReactElement {
  const { t } = useTranslation();
  const run = useScanRuns((state) => state.runs[dossier.id]);
  return (
    <span className={styles.runWords} role="status" data-testid="scan-progress" data-state={run?.state ?? "none"}>
      {run && (
        <>
          <span>{t(...progressWords(run))}</span>
          {run.state === "running" && run.goesTo.componentId !== componentId && <Goal run={run} dossier={dossier} />}
          <Agreement run={run} />
        </>
      )}
    </span>
  );
}

/** Where the pages go, when a separator sheet has sent them elsewhere. */
function Goal({ run, dossier }: { run: ScanRun; dossier: Dossier }): ReactElement {
  const { t } = useTranslation();
  const { dossierId, componentId } = run.goesTo;
  const own = dossier.components.find(({ id }) => id === componentId)?.label ?? t("scan-station.loose");
  return <span className={styles.goal}>→ {dossierId === dossier.id ? own : t("scan-station.otherDossier")}</span>;
}

function Agreement({ run }: { run: ScanRun }): ReactElement | null {
  const { t } = useTranslation();
  const { state, imagesExpected, imageCount } = run;
  if (state !== "finished" || imagesExpected === null) return null;
  const isRight = imagesExpected === imageCount;
  return (
    <span data-tone={isRight ? "good" : "warn"} data-testid="sheets-agree">
      {isRight ? "✓" : "⚠"} {t("scan-station.run.images", { count: imageCount, expected: imagesExpected })}
    </span>
  );
}

/** Key and facts of the sentence. */
function progressWords(run: ScanRun): [string, Record<string, number>] {
  const facts = { page: run.pageNumber, percent: Math.round((run.fraction ?? 0) * 100), count: run.pageCount };
  const has = run.pageCount > 0;
  if (run.state === "failed") return ["scan-station.run.failed", facts];
  if (run.state === "cancelled") return [`scan-station.run.${has ? "cancelled" : "cancelledNone"}`, facts];
  if (run.state === "finished") return [`scan-station.run.${has ? "done" : "nothing"}`, facts];
  if (run.pageNumber === 0) return [`scan-station.run.${run.origin === "files" ? "startingFiles" : "starting"}`, facts];
  return [run.fraction === null ? "scan-station.run.reading" : "scan-station.run.readingPercent", facts];
}
