// The stack at the left: small pictures under the names of their papers; pages and files can be dropped on a paper.
import { Button } from "@mantine/core";
import { memo, type DragEvent, type MouseEvent, type ReactElement, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState, KeyHint } from "../../components";
import { choosePage, extendTo, togglePage } from "./page-choice";
import { PageCard } from "./page-card";
import { isBlank } from "./page-doubts";
import type { PageGroup } from "./page-groups";
import styles from "./scan-station.module.css";
import { movePages } from "./station-commands";
import { orderNow } from "./station-desk";
import { chooseTarget } from "./station-store";
import { gridId } from "./thumb-boxes";
import { useStable } from "./use-stable";
import type { StationState } from "./use-station";

/** What is dragged within the window. */
const PAGE_TYPE = "application/x-quay-pages";

export function PageStack({ view }: { view: StationState }): ReactElement {
  const { t } = useTranslation();
  const { groups, pages, dossier } = view;
  const blanks = pages.filter(isBlank).length;
  return (
    <div className={styles.stack} id={gridId(dossier.id)} data-testid="page-stack" aria-label={t("scan-station.pages")}>
      {blanks > 0 && dossier.receivedAtUtc === null && (
        <div className={styles.blanks}>
          <Button
            size="compact-sm"
            variant="default"
            tabIndex={-1}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => view.perform({ kind: "dropBlanks" })}
            data-testid="drop-blanks"
          >
            {t("scan-station.blank.all", { count: blanks })}&nbsp;
            <KeyHint keys="Shift+X" />
          </Button>
        </div>
      )}
      {pages.length === 0 && <EmptyState title={t("scan-station.empty")} hint={t("scan-station.emptyHint")} />}
      {groups.map((group) => (
        <Group key={group.component?.id ?? "loose"} group={group} view={view} />
      ))}
    </div>
  );
}

function Group({ group, view }: { group: PageGroup; view: StationState }): ReactElement | null {
  const { component, digit, pages } = group;
  const { station, store, shown } = view;
  const id = component?.id ?? null;
  const choose = useStable((pageId: string, event: MouseEvent) => {
    store.setState((now) => {
      if (event.shiftKey) return extendTo(now, pageId, orderNow(view.desk));
      return event.ctrlKey ? togglePage(now, pageId, orderNow(view.desk)) : choosePage(pageId);
    });
  });
  const startDrag = useStable((pageId: string, event: DragEvent) => {
    if (!store.getState().selectedIds.includes(pageId)) store.setState(choosePage(pageId));
    event.dataTransfer.setData(PAGE_TYPE, pageId);
  });
  const dropOn = useStable((beforePageId: string | null, event: DragEvent) =>
    takeDrop(view, { id, beforePageId }, event),
  );
  if (!component && pages.length === 0) return null;
  return (
    <DropGround onDrop={(event) => dropOn(null, event)}>
      <GroupHead
        label={component?.label ?? null}
        digit={digit}
        count={pages.length}
        isTarget={station.componentId === id}
        onClick={() => chooseTarget(store, id)}
      />
      <div className={styles.cards}>
        {pages.map((page, index) => (
          <PageCard
            key={page.id}
            page={page}
            number={index + 1}
            isShown={shown?.id === page.id}
            isSelected={station.selectedIds.includes(page.id)}
            onChoose={choose}
            onDrag={startDrag}
            onDropBefore={dropOn}
          />
        ))}
      </div>
    </DropGround>
  );
}

interface GroupHeadProps {
  /** null: loose pages. */
  label: string | null;
  digit: number | null;
  count: number;
  isTarget: boolean;
  onClick: () => void;
}

const GroupHead = memo(function GroupHead({ label, digit, count, isTarget, onClick }: GroupHeadProps) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.groupHead}
      data-target={isTarget || undefined}
      data-testid={`group-${String(digit ?? "more")}`}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
    >
      {digit === null ? <span /> : <KeyHint keys={String(digit)} />}
      <span className={styles.groupName}>{label ?? t("scan-station.loose")}</span>
      <span className={styles.groupCount}>
        {count === 0 ? t("scan-station.noPages") : t("scan-station.pageCount", { count })}
      </span>
    </button>
  );
});

function DropGround({ onDrop, children }: { onDrop: (event: DragEvent) => void; children: ReactNode }): ReactElement {
  const [isOver, setOver] = useState(false);
  return (
    <section
      className={styles.group}
      data-drop={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        onDrop(event);
      }}
    >
      {children}
    </section>
  );
}

/** Pages dragged within the window are moved; files from outside are taken into the paper. */
function takeDrop(view: StationState, to: { id: string | null; beforePageId: string | null }, event: DragEvent): void {
  event.preventDefault();
  event.stopPropagation();
  const isOwn = event.dataTransfer.types.includes(PAGE_TYPE);
  if (!isOwn) return view.takeFiles([...event.dataTransfer.files], to.id);
  const pageIds = [...view.store.getState().selectedIds];
  const beforePageId = to.beforePageId !== null && pageIds.includes(to.beforePageId) ? null : to.beforePageId;
  if (pageIds.length > 0) movePages(view.desk, pageIds, { componentId: to.id, beforePageId });
}
