// The dossiers of this counter, newest first, narrowed by state.
import { Button, SegmentedControl } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { DossierSummary } from "../../../shared/contract";
import { api, faultOf } from "../../bridge";
import { EmptyState, FaultNotice, Loading, Panel, RowTable } from "../../components";
import { useDossierColumns } from "./dossier-columns";
import { dueFirst, HOME_FILTERS, type HomeFilter } from "./filters";
import styles from "./home.module.css";
import { useDiscard } from "./use-discard";

const FIRST = 50;
const MOST = 200;

export interface DossierListProps {
  filter: HomeFilter;
  onFilter: (filter: HomeFilter) => void;
  onOpen: (dossier: DossierSummary) => void;
}

export function DossierList({ filter, onFilter, onOpen }: DossierListProps): ReactElement {
  const { t } = useTranslation();
  const { list, items, more } = useDossiers(filter);
  const options = HOME_FILTERS.map((value) => ({ value, label: t(`home.filters.${value}`) }));
  const filters = (
    <SegmentedControl
      size="xs"
      aria-label={t("home.filterLabel")}
      data={options}
      value={filter}
      onChange={(value) => onFilter(value as HomeFilter)}
    />
  );
  return (
    <Panel title={t("home.recent")} aside={filters}>
      <div className={styles.listBody} data-testid="dossier-list">
        {list.isPending && <Loading />}
        {list.error && <FaultNotice fault={faultOf(list.error)} />}
        {list.data && <ListBody items={items} filter={filter} onOpen={onOpen} />}
        {more && (
          <Button variant="subtle" m="xs" onClick={more.show}>
            {t("home.more", { shown: items.length, total: more.total })}
          </Button>
        )}
      </div>
    </Panel>
  );
}

/** The first page of dossiers, and how to see more when there are more. */
function useDossiers(filter: HomeFilter) {
  const [limit, setLimit] = useState(FIRST);
  const input = filter === "due" ? { filter: "all" as const, limit: MOST } : { filter, limit };
  const list = useQuery(api.dossiers.list.queryOptions({ input, placeholderData: keepPreviousData }));
  const { items, total } = list.data ?? { items: [], total: 0 };
  if (filter === "due") return { list, items: dueFirst(items), more: null };
  const isCut = items.length < total && limit < MOST;
  return { list, items, more: isCut ? { total, show: () => setLimit(MOST) } : null };
}

interface ListBodyProps {
  items: readonly DossierSummary[];
  filter: HomeFilter;
  onOpen: (dossier: DossierSummary) => void;
}

function ListBody({ items, filter, onOpen }: ListBodyProps): ReactElement {
  const { t } = useTranslation();
  const discard = useDiscard();
  const columns = useDossierColumns(discard);
  if (items.length === 0 && filter === "all") return <EmptyState title={t("home.empty")} hint={t("home.emptyHint")} />;
  if (items.length === 0) return <EmptyState title={t("home.emptyFiltered")} />;
  return (
    <RowTable
      label={t("home.recent")}
      rows={items}
      columns={columns}
      rowKey={(dossier) => dossier.id}
      onOpen={onOpen}
      onRowKey={(dossier, event) => event.key === "Delete" && dossier.delivery === "draft" && discard(dossier.id)}
    />
  );
}
