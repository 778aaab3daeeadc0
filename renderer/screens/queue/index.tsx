// The sync screen: what waits for the province, what was sent, what needs a hand, and the runs that carried it.
import { SegmentedControl } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useState, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { Panel } from "../../components";
import type { ScreenProps } from "../../stores/navigation";
import { HistoryPanel } from "./history-panel";
import { OperationsPanel } from "./operations-panel";
import styles from "./queue.module.css";
import { FILTERS, QueueList, type Filter } from "./queue-list";
import { ReportDialog } from "./report-dialog";
import { SendStrip } from "./send-strip";
import { useQueuePage } from "./use-queue-page";

export function QueueScreen({ params, navigate }: ScreenProps): ReactElement {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<Filter>(FILTERS.find((name) => name === params.filter) ?? "all");
  const [chosenId, setChosenId] = useState<string | undefined>(params.dossierId);
  const [showsHistory, setShowsHistory] = useState(params.part === "history");
  const [reportOf, setReportOf] = useState<string | null>(null);
  const page = useQueuePage(filter);
  useHotkeys([["F4", () => setShowsHistory(!showsHistory)]], []);
  const chosen = page.items.find((item) => item.dossierId === chosenId) ?? page.items[0];
  const options = FILTERS.map((value) => ({ value, label: t(`queue.filters.${value}`) }));
  const changeFilter = (value: string): void => {
    setFilter(value as Filter);
    page.first();
  };
  const filterChoice = (
    <SegmentedControl
      size="xs"
      aria-label={t("queue.filterLabel")}
      data={options}
      value={filter}
      onChange={changeFilter}
    />
  );
  return (
    <div className={styles.queue} data-testid="screen-queue">
      <SendStrip navigate={navigate} onReport={setReportOf} />
      <Panel title={t("queue.title")} aside={filterChoice}>
        <QueueList page={page} filter={filter} chosen={chosen} onChoose={(item) => setChosenId(item.dossierId)} />
      </Panel>
      <div className={styles.right}>
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={t("queue.sideLabel")}
          data={[
            { value: "operations", label: t("queue.operations") },
            { value: "history", label: `${t("queue.history.title")} (F4)` },
          ]}
          value={showsHistory ? "history" : "operations"}
          onChange={(value) => setShowsHistory(value === "history")}
        />
        {showsHistory ? <HistoryPanel onReport={setReportOf} /> : <OperationsPanel item={chosen} navigate={navigate} />}
      </div>
      {reportOf && <ReportDialog runId={reportOf} onClose={() => setReportOf(null)} />}
    </div>
  );
}
