// Beside a paper: how many of its fields wait for a look, and the way to them.
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../bridge";
import { KeyHint } from "../../../components";
import styles from "../intake.module.css";
import { doubtsOf } from "./doubts";

export interface DoubtsProps {
  dossierId: string;
  pageIds: readonly string[];
  openReview: (pageId: string) => void;
}

/** Pages that are not read yet have none: nothing waits for them. */
export function Doubts({ dossierId, pageIds, openReview }: DoubtsProps): ReactElement | null {
  const { t } = useTranslation();
  const counted = useQuery(api.extraction.dossier.queryOptions({ input: { dossierId } })).data?.pages ?? [];
  const doubts = doubtsOf(counted, pageIds);
  if (!doubts) return null;
  return (
    <button
      type="button"
      className={styles.doubts}
      tabIndex={-1}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => openReview(doubts.pageId)}
      data-testid="component-doubts"
    >
      <IconAlertTriangle size={15} stroke={2} />
      {t("intake.papers.doubts", { count: doubts.doubts })} <KeyHint keys="F7" />
    </button>
  );
}
