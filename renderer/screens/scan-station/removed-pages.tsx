// The bin: pages, replaced pages and separator sheets that were hidden, newest first, each with its way back.
import { Button } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState, pageImageUrl } from "../../components";
import styles from "./scan-station.module.css";
import { restorePages } from "./station-commands";
import type { StationState } from "./use-station";

export function RemovedPages({ view }: { view: StationState }): ReactElement {
  const { t } = useTranslation();
  const { removed, dossier, desk } = view;
  const nameOf = (componentId: string | null): string =>
    dossier.components.find(({ id }) => id === componentId)?.label ?? t("scan-station.loose");
  if (removed.length === 0) return <EmptyState title={t("scan-station.bin.empty")} />;
  return (
    <ul className={styles.bin}>
      {removed.map((page) => (
        <li key={page.id} data-testid="removed-page">
          <img src={pageImageUrl(page.id, "thumb", page.rotation)} alt="" loading="lazy" decoding="async" />
          <span className={styles.binName}>
            {page.role === "separator" ? t("scan-station.bin.separator") : nameOf(page.componentId)}
          </span>
          <Button size="compact-sm" variant="default" onClick={() => restorePages(desk, [page.id])}>
            {t("scan-station.bin.restore")}
          </Button>
        </li>
      ))}
    </ul>
  );
}
