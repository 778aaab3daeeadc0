// The desk of the review: head line, the page at the left, its fields at the right, the keys at the bottom.
import { useState, type ReactElement } from "react";
import type { Page } from "../../../shared/contract";
import { FaultNotice } from "../../components";
import { useNavigation } from "../../stores/navigation";
import { type Action, useAction } from "../../stores/use-action";
import { ActionBar } from "./action-bar";
import { CleaningPanel } from "./cleaning-panel";
import { FieldList } from "./field-list";
import { HeadLine } from "./head-line";
import { PageStage } from "./page-stage";
import styles from "./review.module.css";
import { type Desk, performCommand } from "./review-commands";
import { usePageReview } from "./use-page-review";
import { useReviewKeys } from "./use-review-keys";
import { useStage } from "./use-stage";

export interface ReviewViewProps {
  pages: readonly Page[];
  page: Page;
}

export function ReviewView({ pages, page }: ReviewViewProps): ReactElement {
  const action = useAction();
  return <PageDesk key={page.id} pages={pages} page={page} action={action} />;
}

function PageDesk({ pages, page, action }: ReviewViewProps & { action: Action }): ReactElement {
  const review = usePageReview(page, action.run);
  const stage = useStage(review);
  const [typeFocus, setTypeFocus] = useState(0);
  const at = pages.indexOf(page);
  const desk: Desk = {
    review,
    stage,
    isLastPage: at === pages.length - 1,
    goToPage: (by) => showPage(pages[at + by]),
    openTypes: () => setTypeFocus((count) => count + 1),
    leave: () => useNavigation.getState().back(),
    forgetFault: action.forget,
  };
  useReviewKeys(desk);
  return (
    <div className={styles.review} data-testid="screen-review" data-mode={review.mode} data-page={page.id}>
      <HeadLine desk={desk} at={at} pageCount={pages.length} typeFocus={typeFocus} />
      {action.fault && (
        <div className={styles.notices}>
          <FaultNotice fault={action.fault} tone="warn" />
        </div>
      )}
      <div className={styles.columns}>
        <PageStage desk={desk} />
        {review.mode === "cleaning" ? <CleaningPanel desk={desk} /> : <FieldList desk={desk} />}
      </div>
      <ActionBar desk={desk} perform={(command) => performCommand(desk, command)} />
    </div>
  );
}

/** The same visit goes on: the way back leads to where the officer came from, not through every page. */
function showPage(page: Page | undefined): void {
  if (!page) return;
  const { place, refine } = useNavigation.getState();
  refine({ ...place.params, pageId: page.id });
}
