// The pages of the chosen line, as small pictures that appear one by one.
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Dossier } from "../../../../shared/contract";
import { api } from "../../../bridge";
import { PageThumb } from "../../../components";
import styles from "../intake.module.css";
import type { Papers } from "./use-papers";

export interface PageStripProps {
  pageIds: readonly string[];
  dossier: Dossier;
  papers: Papers;
}

export function PageStrip({ pageIds, dossier, papers }: PageStripProps): ReactElement | null {
  const { t } = useTranslation();
  const pages = useQuery(api.papers.list.queryOptions({ input: { dossierId: dossier.id } }));
  if (pageIds.length === 0) return null;
  const known = new Map(pages.data?.map((page) => [page.id, page]));
  return (
    // The list keeps the focus, so that its keys go on working after a click on a picture.
    <div className={styles.strip} onMouseDown={(event) => event.preventDefault()}>
      {pageIds.map((pageId, index) => {
        const page = known.get(pageId);
        const state = page?.recognition;
        return (
          <PageThumb
            key={pageId}
            pageId={pageId}
            rotation={page?.rotation ?? 0}
            label={t("intake.papers.page", { page: index + 1 })}
            selected={papers.selection.pageId === pageId}
            onSelect={() => papers.store.setState({ pageId })}
          >
            {state && <span className={styles.thumbState}>{t(`intake.preview.state.${state}`)}</span>}
          </PageThumb>
        );
      })}
    </div>
  );
}
