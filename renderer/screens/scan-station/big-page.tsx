// The page in large, upright as it was turned; zoomed it shows the scan at its own size.
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState, pageImageUrl } from "../../components";
import { isBlank } from "./page-doubts";
import styles from "./scan-station.module.css";
import { StationButton } from "./station-button";
import type { StationState } from "./use-station";

export function BigPage({ view }: { view: StationState }): ReactElement {
  const { t } = useTranslation();
  const { shown, station } = view;
  if (!shown) {
    return (
      <div className={styles.big} data-testid="big-page">
        <EmptyState title={t("scan-station.noneShown")} />
      </div>
    );
  }
  const { isZoomed } = station;
  const zoom = (): void => view.perform({ kind: "zoom" });
  return (
    <div className={styles.big} data-testid="big-page" data-page={shown.id} data-rotation={shown.rotation}>
      <div className={styles.bigImage} data-zoomed={isZoomed || undefined} data-blank={isBlank(shown) || undefined}>
        <img
          key={shown.id}
          src={pageImageUrl(shown.id, isZoomed ? "full" : "screen", shown.rotation)}
          alt={t("scan-station.page", { page: shown.position })}
          decoding="async"
          onClick={zoom}
        />
      </div>
      {isBlank(shown) && <BlankProposal view={view} />}
    </div>
  );
}

/** Nothing is dropped by itself: the officer says which. */
function BlankProposal({ view }: { view: StationState }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles.proposal} data-testid="blank-proposal">
      <span>{t("scan-station.blank.ask")}</span>
      <StationButton perform={view.perform} command={{ kind: "dropBlank" }} keys="X">
        {t("scan-station.blank.drop")}
      </StationButton>
      <StationButton perform={view.perform} command={{ kind: "keep" }} keys="K">
        {t("scan-station.blank.keep")}
      </StationButton>
    </div>
  );
}
