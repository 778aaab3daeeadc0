// Runs over the line and by stick, newest first; each opens its report.
import { Button } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { SyncRun } from "../../../shared/contract";
import { api, faultOf } from "../../bridge";
import { EmptyState, FaultNotice, Loading, moveBetweenRows, Panel } from "../../components";
import { formatBytes, formatMoment } from "../../locales/format";
import styles from "./queue.module.css";

const PAGE = 30;
const MOST = 200;

export function HistoryPanel({ onReport }: { onReport: (runId: string) => void }): ReactElement {
  const { t } = useTranslation();
  const [limit, setLimit] = useState(PAGE);
  const runs = useQuery(api.sync.runs.queryOptions({ input: { limit }, placeholderData: keepPreviousData }));
  return (
    <Panel title={t("queue.history.title")}>
      <div className={styles.body} onKeyDown={moveBetweenRows} data-testid="runs">
        {runs.isPending && <Loading />}
        {runs.error && <FaultNotice fault={faultOf(runs.error)} />}
        {runs.data?.length === 0 && <EmptyState title={t("queue.history.empty")} />}
        {runs.data?.map((run) => (
          <RunLine key={run.id} run={run} onOpen={() => onReport(run.id)} />
        ))}
        {runs.data?.length === limit && limit < MOST && (
          <Button fullWidth variant="subtle" onClick={() => setLimit(Math.min(MOST, limit + 5 * PAGE))}>
            {t("queue.history.more")}
          </Button>
        )}
      </div>
    </Panel>
  );
}

function RunLine({ run, onOpen }: { run: SyncRun; onOpen: () => void }): ReactElement {
  const { t, i18n } = useTranslation();
  const { accepted, attention, left, bytes, fault } = run;
  return (
    <button type="button" data-row className={styles.run} onClick={onOpen} data-testid="run">
      <span className={styles.operationHead}>
        <span>{t(`queue.history.kinds.${run.kind}`)}</span>
        <span className="tabular">{formatMoment(run.startedAtUtc)}</span>
      </span>
      <span className={styles.faint}>
        {run.endedAtUtc === null ? t("queue.history.open") : t("queue.history.figures", { accepted, attention, left })}{" "}
        · {formatBytes(bytes, i18n.language)}
      </span>
      {fault && <span className={styles.fault}>{t(`errors.${fault.code}.title`, { ...fault.facts })}</span>}
    </button>
  );
}
