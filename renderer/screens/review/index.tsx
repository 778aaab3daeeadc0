// Review: the picture of a page and what was read of it, side by side, the worst first.
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { api, faultOf } from "../../bridge";
import { EmptyState, FaultNotice, Loading } from "../../components";
import type { ScreenProps } from "../../stores/navigation";
import { ReviewView } from "./review-view";

export function ReviewScreen({ params }: ScreenProps): ReactElement {
  const { t } = useTranslation();
  const dossierId = params.dossierId ?? "";
  const pages = useQuery(api.papers.list.queryOptions({ input: { dossierId } }));
  if (pages.error) {
    const retry = { label: t("app.retry"), run: () => void pages.refetch() };
    return (
      <div data-testid="screen-review">
        <FaultNotice fault={faultOf(pages.error)} action={retry} />
      </div>
    );
  }
  if (!pages.data) return <Loading />;
  const page = pages.data.find(({ id }) => id === params.pageId) ?? pages.data[0];
  if (!page) {
    return (
      <div data-testid="screen-review">
        <EmptyState title={t("review.noPages")} hint={t("review.noPagesHint")} />
      </div>
    );
  }
  return <ReviewView pages={pages.data} page={page} />;
}
