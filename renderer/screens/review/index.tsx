// Review: the picture of a page and what was read of it, side by side, the worst first.
import { useQuery } from "@tanstack/react-query";
import { useEffect, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { api, faultOf } from "../../bridge";
import { EmptyState, FaultNotice, Loading } from "../../components";
import { type ScreenProps, useNavigation } from "../../stores/navigation";
import { pageToShow } from "./page-to-show";
import { ReviewView } from "./review-view";

export function ReviewScreen({ params }: ScreenProps): ReactElement {
  const { t } = useTranslation();
  const dossierId = params.dossierId ?? "";
  const pages = useQuery(api.papers.list.queryOptions({ input: { dossierId } }));
  const counted = useQuery(api.extraction.dossier.queryOptions({ input: { dossierId } }));
  const page = pages.data && pageToShow(pages.data, params.pageId, counted.data?.pages ?? []);
  const pageId = page?.id;
  const isChosen = pageId !== undefined && pageId === params.pageId;
  useEffect(() => {
    // Chosen once: the page must not change when its doubts are gone.
    const { place, refine } = useNavigation.getState();
    if (!isChosen && pageId !== undefined && !counted.isPending) refine({ ...place.params, pageId });
  }, [isChosen, pageId, counted.isPending]);
  if (pages.error) {
    const retry = { label: t("app.retry"), run: () => void pages.refetch() };
    return (
      <div data-testid="screen-review">
        <FaultNotice fault={faultOf(pages.error)} action={retry} />
      </div>
    );
  }
  if (!pages.data) return <Loading />;
  if (!page) {
    return (
      <div data-testid="screen-review">
        <EmptyState title={t("review.noPages")} hint={t("review.noPagesHint")} />
      </div>
    );
  }
  return isChosen ? <ReviewView pages={pages.data} page={page} /> : <Loading />;
}
