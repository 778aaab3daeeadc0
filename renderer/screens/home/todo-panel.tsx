// What waits: drafts, what needs attention, what is due. Each line narrows the list.
import {
  IconAlertTriangle,
  IconArrowsSplit2,
  IconCalendarDue,
  IconClockExclamation,
  IconPencil,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ComponentType, ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { TodayFigures } from "../../../shared/contract";
import { api, faultOf } from "../../bridge";
import { FaultNotice, Loading, Panel } from "../../components";
import type { HomeFilter } from "./filters";
import styles from "./home.module.css";

interface Line {
  figure: "drafts" | "attention" | "overdue" | "dueSoon";
  filter: HomeFilter;
  tone: string;
  icon: ComponentType<{ size: number; stroke: number }>;
}

const LINES: readonly Line[] = [
  { figure: "drafts", filter: "draft", tone: "plain", icon: IconPencil },
  { figure: "attention", filter: "attention", tone: "bad", icon: IconAlertTriangle },
  { figure: "overdue", filter: "due", tone: "bad", icon: IconClockExclamation },
  { figure: "dueSoon", filter: "due", tone: "warn", icon: IconCalendarDue },
];

interface TodoProps {
  onFilter: (filter: HomeFilter) => void;
  onConflicts: () => void;
}

export function TodoPanel({ onFilter, onConflicts }: TodoProps): ReactElement {
  const { t } = useTranslation();
  const today = useQuery(api.dossiers.today.queryOptions());
  const conflicts = useQuery(api.sync.status.queryOptions()).data?.conflicts ?? 0;
  return (
    <Panel title={t("home.todo")}>
      {today.isPending && <Loading />}
      {today.error && <FaultNotice fault={faultOf(today.error)} />}
      {conflicts > 0 && (
        <ul className={styles.todo}>
          <li>
            <button type="button" data-tone="bad" data-testid="todo-conflicts" onClick={onConflicts}>
              <IconArrowsSplit2 size={18} stroke={1.8} />
              {t("home.conflicts", { count: conflicts })}
            </button>
          </li>
        </ul>
      )}
      {today.data && <TodoLines figures={today.data} onFilter={onFilter} />}
    </Panel>
  );
}

function TodoLines({
  figures,
  onFilter,
}: {
  figures: TodayFigures;
  onFilter: (filter: HomeFilter) => void;
}): ReactElement {
  const { t } = useTranslation();
  const lines = LINES.filter(({ figure }) => figures[figure] > 0);
  if (lines.length === 0) return <div className={styles.nothing}>{t("home.todoNothing")}</div>;
  return (
    <ul className={styles.todo}>
      {lines.map(({ figure, filter, tone, icon: Icon }) => (
        <li key={figure}>
          <button type="button" data-tone={tone} data-testid={`todo-${figure}`} onClick={() => onFilter(filter)}>
            <Icon size={18} stroke={1.8} />
            {t(`home.${figure}`, { count: figures[figure] })}
          </button>
        </li>
      ))}
    </ul>
  );
}
