// The chosen page in large, and the letters read from it.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Dossier, PageText } from "../../../../shared/contract";
import { api, faultOf } from "../../../bridge";
import { EmptyState, FaultNotice, KeyHint, pageImageUrl } from "../../../components";
import styles from "../intake.module.css";
import { shownPage } from "./component-choices";
import type { Papers } from "./use-papers";

export function PreviewPane({ dossier, papers }: { dossier: Dossier; papers: Papers }): ReactElement {
  const { t } = useTranslation();
  const { selection } = papers;
  const pageId = shownPage(dossier, selection);
  const pages = useQuery(api.papers.list.queryOptions({ input: { dossierId: dossier.id } }));
  if (pageId === null) {
    return (
      <aside className={styles.preview} aria-label={t("intake.preview.title")}>
        <span className={styles.previewHead}>{t("intake.preview.title")}</span>
        <EmptyState title={t("intake.preview.none")} />
      </aside>
    );
  }
  const { isZoomed } = selection;
  const rotation = pages.data?.find(({ id }) => id === pageId)?.rotation ?? 0;
  const zoom = (): void => papers.perform({ kind: "zoom" });
  return (
    <aside className={styles.preview} aria-label={t("intake.preview.title")} data-testid="page-preview">
      <div className={styles.previewHead}>
        <span>{t("intake.preview.title")}</span>
        <Button
          size="compact-sm"
          variant="default"
          tabIndex={-1}
          onMouseDown={(event) => event.preventDefault()}
          onClick={zoom}
        >
          {t(isZoomed ? "intake.preview.zoomOut" : "intake.preview.zoomIn")}&nbsp;
          <KeyHint keys="Z" />
        </Button>
      </div>
      <div className={styles.previewImage} data-zoomed={isZoomed || undefined}>
        <img
          src={pageImageUrl(pageId, isZoomed ? "full" : "screen", rotation)}
          alt={t("intake.preview.title")}
          onClick={zoom}
        />
      </div>
      <ReadText pageId={pageId} />
    </aside>
  );
}

function ReadText({ pageId }: { pageId: string }): ReactElement | null {
  const { t } = useTranslation();
  const query = useQuery(api.recognition.pageText.queryOptions({ input: { pageId } }));
  if (query.error) {
    const fault = faultOf(query.error);
    // A page of another unit is a picture only: it is not among the pages that are read here.
    if (fault.code === "NOT_FOUND") return <p className={styles.hint}>{t("intake.preview.readElsewhere")}</p>;
    return <FaultNotice fault={fault} tone="warn" />;
  }
  const page = query.data;
  if (!page) return null;
  return (
    <div className={styles.previewText} data-testid="page-text" data-state={page.state}>
      <span className={styles.hint} data-tone={page.state === "failed" ? "warn" : undefined}>
        {t("intake.preview.text")}: {t(`intake.preview.state.${page.state}`)}
        {confidenceOf(page) !== null && ` · ${t("intake.preview.confidence", { percent: confidenceOf(page) })}`}
      </span>
      {page.fault && <FaultNotice fault={page.fault} tone="warn" />}
      {page.state === "done" && <pre>{page.text.trim() === "" ? t("intake.preview.noText") : page.text}</pre>}
    </div>
  );
}

function confidenceOf(page: PageText): number | null {
  return page.state === "done" && page.confidence !== null ? Math.round(page.confidence) : null;
}
