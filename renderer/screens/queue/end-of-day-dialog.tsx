// Gửi cuối ngày: what will go and for how long, then the run, then its hand-over report.
import { Button, Group, Modal, Progress, Stack } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { SyncRun, SyncStatus } from "../../../shared/contract";
import { api, client, faultOf } from "../../bridge";
import { FaultNotice, KeyHint, Loading } from "../../components";
import { formatBytes } from "../../locales/format";
import { durationWords } from "./duration-words";
import styles from "./queue.module.css";

interface EndOfDayProps {
  status: SyncStatus;
  onClose: () => void;
  onReport: (runId: string) => void;
}

export function EndOfDayDialog({ status, onClose, onReport }: EndOfDayProps): ReactElement {
  const { t } = useTranslation();
  const [before, setBefore] = useState<ReadonlySet<string> | null>(null);
  const start = useMutation({
    networkMode: "always",
    mutationFn: async () => {
      // A run of before must not be taken for this one.
      const known = new Set((await client.sync.runs({ limit: 30 })).map(({ id }) => id));
      await client.sync.sendNow({ endOfDay: true });
      setBefore(known);
    },
  });
  return (
    <Modal opened onClose={onClose} title={t("queue.endOfDay.title")} size="lg" transitionProps={{ duration: 0 }}>
      {start.error && <FaultNotice fault={faultOf(start.error)} />}
      {before === null ? (
        <Question busy={start.isPending} onStart={() => start.mutate()} />
      ) : (
        <Running status={status} before={before} onReport={(runId) => (onClose(), onReport(runId))} />
      )}
    </Modal>
  );
}

function Question({ busy, onStart }: { busy: boolean; onStart: () => void }): ReactElement {
  const { t, i18n } = useTranslation();
  const preview = useQuery(api.sync.preview.queryOptions({ staleTime: 0 }));
  const isEmpty = !preview.data || preview.data.operations === 0;
  const start = (): void => (busy ? undefined : onStart());
  useHotkeys([["ctrl+Enter", start]], []);
  if (preview.error) return <FaultNotice fault={faultOf(preview.error)} />;
  if (!preview.data) return <Loading />;
  const { dossiers, bytes, secondsLeft } = preview.data;
  const time = secondsLeft === null ? t("queue.endOfDay.timeUnknown") : durationWords(t, secondsLeft);
  return (
    <Stack data-testid="end-of-day-question">
      <div className={styles.summary}>
        {isEmpty
          ? t("queue.summaryNone")
          : t("queue.endOfDay.what", { count: dossiers, size: formatBytes(bytes, i18n.language), time })}
      </div>
      <div>{t(isEmpty ? "queue.endOfDay.reportOnly" : "queue.endOfDay.leave")}</div>
      <Group justify="flex-end">
        <Button
          loading={busy}
          onClick={start}
          autoFocus
          data-testid="end-of-day-start"
          rightSection={<KeyHint keys="Ctrl+Enter" onAccent />}
        >
          {t(isEmpty ? "queue.endOfDay.makeReport" : "queue.endOfDay.start")}
        </Button>
      </Group>
    </Stack>
  );
}

interface RunningProps {
  status: SyncStatus;
  before: ReadonlySet<string>;
  onReport: (runId: string) => void;
}

function Running({ status, before, onReport }: RunningProps): ReactElement {
  const { t } = useTranslation();
  const runs = useQuery(api.sync.runs.queryOptions({ input: { limit: 30 }, refetchInterval: 2_000 }));
  const run = runs.data?.find(({ id, kind }) => kind === "end_of_day" && !before.has(id));
  const isOver = run !== undefined && run.endedAtUtc !== null;
  return (
    <Stack data-testid="end-of-day-running" data-over={isOver || undefined}>
      <div className={styles.summary} role="status">
        {isOver ? <RunWords run={run} /> : t("queue.endOfDay.running", { percent: status.percent ?? 0 })}
        {!isOver && status.secondsLeft !== null && ` · ${durationWords(t, status.secondsLeft)}`}
      </div>
      {!isOver && <Progress value={status.percent ?? 0} />}
      {!isOver && <div>{t("queue.endOfDay.leave")}</div>}
      {run?.fault && <FaultNotice fault={run.fault} tone="warn" />}
      {isOver && (
        <Group justify="flex-end">
          <Button onClick={() => onReport(run.id)} data-testid="end-of-day-report">
            {t("queue.report.open")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function RunWords({ run }: { run: SyncRun }): ReactElement {
  const { t } = useTranslation();
  const { accepted, attention, left } = run;
  return <>{t("queue.history.figures", { accepted, attention, left })}</>;
}
