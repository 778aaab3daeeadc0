// The queue towards the province: what waits, what was sent, what needs a hand.
import { SegmentedControl } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { QueueItem } from "../../../shared/contract";
import { api, faultOf } from "../../bridge";
import { EmptyState, FaultNotice, Loading, Panel, RowTable } from "../../components";
import type { ScreenProps } from "../../stores/navigation";
import { OperationsPanel } from "./operations-panel";
import { useQueueColumns } from "./queue-columns";
import styles from "./queue.module.css";
import { SendStrip } from "./send-strip";

const FILTERS = ["all", "waiting", "attention", "sent"] as const;
type Filter = (typeof FILTERS)[number];

export function QueueScreen({ params, navigate }: ScreenProps): ReactElement {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<Filter>(FILTERS.find((name) => name === params.filter) ?? "all");
  const [chosenId, setChosenId] = useState<string | undefined>(params.dossierId);
  const queue = useQuery(
    api.sync.queue.queryOptions({ input: { filter, limit: 200 }, placeholderData: keepPreviousData }),
  );
  const items = queue.data ?? [];
  const chosen = items.find((item) => item.dossierId === chosenId) ?? items[0];
  const options = FILTERS.map((value) => ({ value, label: t(`queue.filters.${value}`) }));
  return (
    <div className={styles.queue} data-testid="screen-queue">
      <SendStrip navigate={navigate} />
      <Panel
        title={t("queue.title")}
        aside={
          <SegmentedControl
            size="xs"
            aria-label={t("queue.filterLabel")}
            data={options}
            value={filter}
            onChange={(value) => setFilter(value as Filter)}
          />
        }
      >
        <div className={styles.body} data-testid="queue-list">
          {queue.isPending && <Loading />}
          {queue.error && <FaultNotice fault={faultOf(queue.error)} />}
          {queue.data && (
            <QueueTable
              items={items}
              filter={filter}
              chosen={chosen}
              onChoose={(item) => setChosenId(item.dossierId)}
            />
          )}
        </div>
      </Panel>
      <OperationsPanel item={chosen} onOpen={(id) => navigate("dossier", { id })} />
    </div>
  );
}

interface QueueTableProps {
  items: readonly QueueItem[];
  filter: Filter;
  chosen: QueueItem | undefined;
  onChoose: (item: QueueItem) => void;
}

function QueueTable({ items, filter, chosen, onChoose }: QueueTableProps): ReactElement {
  const { t } = useTranslation();
  const columns = useQueueColumns();
  if (items.length === 0 && filter === "all")
    return <EmptyState title={t("queue.empty")} hint={t("queue.emptyHint")} />;
  if (items.length === 0) return <EmptyState title={t("queue.emptyFiltered")} />;
  return (
    <RowTable
      label={t("queue.title")}
      rows={items}
      columns={columns}
      rowKey={(item) => item.dossierId}
      {...(chosen ? { chosen: chosen.dossierId } : {})}
      onOpen={onChoose}
    />
  );
}
