// The dossiers of the queue, a page at a time.
import { Button } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { QueueItem } from "../../../shared/contract";
import { EmptyState, FaultNotice, Loading, RowTable } from "../../components";
import { useQueueColumns } from "./queue-columns";
import styles from "./queue.module.css";
import type { QueuePage } from "./use-queue-page";

export const FILTERS = ["all", "waiting", "attention", "sent"] as const;
export type Filter = (typeof FILTERS)[number];

interface QueueListProps {
  page: QueuePage;
  filter: Filter;
  chosen: QueueItem | undefined;
  onChoose: (item: QueueItem) => void;
}

export function QueueList({ page, ...table }: QueueListProps): ReactElement {
  return (
    <>
      <div className={styles.body} data-testid="queue-list">
        {page.isPending && <Loading />}
        {page.fault && <FaultNotice fault={page.fault} />}
        {!page.isPending && !page.fault && <QueueTable items={page.items} {...table} />}
      </div>
      {(page.hasBefore || page.hasAfter) && <Pager page={page} />}
    </>
  );
}

function QueueTable({
  items,
  filter,
  chosen,
  onChoose,
}: Omit<QueueListProps, "page"> & Pick<QueuePage, "items">): ReactElement {
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

function Pager({ page }: { page: QueuePage }): ReactElement {
  const { t } = useTranslation();
  const to = page.from + page.items.length - 1;
  return (
    <div className={styles.pager} data-testid="queue-pager">
      <Button size="compact-sm" variant="default" disabled={!page.hasBefore} onClick={() => page.step(-1)}>
        {t("queue.before")}
      </Button>
      <span className="tabular">{t("queue.rows", { from: page.from, to })}</span>
      <Button size="compact-sm" variant="default" disabled={!page.hasAfter} onClick={() => page.step(1)}>
        {t("queue.after")}
      </Button>
    </div>
  );
}
