// One page of the stack. Drawn again only when the page itself or its choice changes: there may be hundreds.
import { IconAlertTriangle, IconFileOff } from "@tabler/icons-react";
import { memo, type DragEvent, type MouseEvent, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Page } from "../../../shared/contract";
import { pageImageUrl } from "../../components";
import { isBlank, isDoubtful, openFindings } from "./page-doubts";
import styles from "./scan-station.module.css";

export interface PageCardProps {
  page: Page;
  number: number;
  isShown: boolean;
  isSelected: boolean;
  onChoose: (pageId: string, event: MouseEvent) => void;
  onDrag: (pageId: string, event: DragEvent) => void;
  onDropBefore: (pageId: string, event: DragEvent) => void;
}

export const PageCard = memo(function PageCard(props: PageCardProps) {
  const { t } = useTranslation();
  const { page, number, isShown, isSelected } = props;
  const label = t("scan-station.page", { page: number });
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.card}
      draggable
      data-page-id={page.id}
      data-testid="page-thumb"
      data-shown={isShown || undefined}
      data-selected={isSelected || undefined}
      data-doubtful={isDoubtful(page) || undefined}
      data-blank={isBlank(page) || undefined}
      aria-pressed={isSelected}
      onMouseDown={(event) => event.detail > 1 && event.preventDefault()}
      onClick={(event) => {
        event.currentTarget.blur();
        props.onChoose(page.id, event);
      }}
      onDragStart={(event) => props.onDrag(page.id, event)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => props.onDropBefore(page.id, event)}
    >
      <img
        src={pageImageUrl(page.id, "thumb", page.rotation)}
        alt={label}
        loading="lazy"
        decoding="async"
        draggable={false}
      />
      <span className={styles.cardWords}>
        <span className="tabular">{number}</span>
        <Mark page={page} />
      </span>
    </button>
  );
});

/** The first thing to look at, as an icon and a word. */
function Mark({ page }: { page: Page }): ReactElement | null {
  const { t } = useTranslation();
  if (isBlank(page))
    return (
      <span className={styles.mark} data-tone="blank" data-testid="blank-mark">
        <IconFileOff size={14} stroke={2} /> {t("scan-station.blank.mark")}
      </span>
    );
  const open = openFindings(page);
  const first = open.find(({ severity }) => severity === "warning") ?? open[0];
  const key = first
    ? `scan-station.mark.${first.kind}`
    : page.recognition === "failed"
      ? "scan-station.mark.unread"
      : null;
  if (key === null) return null;
  return (
    <span className={styles.mark} data-tone={first?.severity ?? "advice"}>
      <IconAlertTriangle size={14} stroke={2} /> {t(key)}
    </span>
  );
}
