// Search results; each opens its dossier, a hit in a paper at its page with the text that was read.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { SearchHit } from "../../../shared/contract";
import { api, faultOf } from "../../bridge";
import { EmptyState, FaultNotice, KeyHint, Loading, moveBetweenRows, Panel } from "../../components";
import type { ScreenProps } from "../../stores/navigation";
import { HitLine } from "./hit-line";
import styles from "./search.module.css";

const SHORTEST = 2;

export function SearchScreen({ params, navigate }: ScreenProps): ReactElement {
  const { t } = useTranslation();
  const text = params.text ?? "";
  const hits = useQuery(
    api.recognition.search.queryOptions({
      input: { text, limit: 50 },
      enabled: text.length >= SHORTEST,
      placeholderData: keepPreviousData,
      staleTime: 0,
    }),
  );
  const open = (hit: SearchHit): void => {
    const isDraft = hit.provisionalCode === null;
    if (isDraft && !hit.pageId) navigate("intake", { dossierId: hit.dossierId });
    else navigate("dossier", { id: hit.dossierId, ...(hit.pageId ? { pageId: hit.pageId } : {}) });
  };
  const count = hits.data ? t("search.count", { count: hits.data.length }) : "";
  return (
    <div className={styles.search} data-testid="screen-search">
      <Panel title={t("search.title", { text })} aside={count}>
        {text.length < SHORTEST && <EmptyState title={t("search.prompt")} />}
        {hits.isLoading && <Loading />}
        {hits.error && <FaultNotice fault={faultOf(hits.error)} />}
        {hits.data?.length === 0 && <EmptyState title={t("search.empty", { text })} hint={t("search.emptyHint")} />}
        {hits.data && hits.data.length > 0 && <HitList hits={hits.data} onOpen={open} />}
      </Panel>
    </div>
  );
}

function HitList({ hits, onOpen }: { hits: readonly SearchHit[]; onOpen: (hit: SearchHit) => void }): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <div className={styles.hits} onKeyDown={moveBetweenRows} data-testid="search-hits">
        {hits.map((hit) => (
          <HitLine key={`${hit.dossierId} ${hit.where} ${hit.pageId ?? ""}`} hit={hit} onOpen={() => onOpen(hit)} />
        ))}
      </div>
      <div className={styles.foot}>
        <KeyHint keys="↑ ↓" /> {t("search.open")}
      </div>
    </>
  );
}
