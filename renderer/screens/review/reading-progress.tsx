// While the page is still to be read: that it is, and how many are read before it ends.
import { Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../bridge";
import styles from "./review.module.css";

export function ReadingProgress({ state }: { state: "queued" | "running" }): ReactElement {
  const { t } = useTranslation();
  const queue = useQuery(api.recognition.queue.queryOptions()).data;
  const waiting = (queue?.queued ?? 0) + (queue?.running ?? 0);
  return (
    <div className={styles.progress} role="status" data-testid="review-progress" data-state={state}>
      <Loader size="sm" type="dots" />
      <div>
        <strong>{t(`review.reading.${state}`)}</strong>
        <div className={styles.faint}>
          {t("review.reading.first")}
          {waiting > 1 && ` ${t("review.reading.waiting", { count: waiting })}`}
        </div>
      </div>
    </div>
  );
}
