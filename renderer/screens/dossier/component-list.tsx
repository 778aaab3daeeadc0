// The components of a dossier with what stands at each and the pictures of its pages.
import { ActionIcon, Button } from "@mantine/core";
import { IconFileDownload } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Dossier, DossierComponent } from "../../../shared/contract";
import { EmptyState, KeyHint, PageThumb, Panel } from "../../components";
import { StatusIcon } from "./status-icon";
import styles from "./dossier.module.css";

interface PageChoice {
  pageId: string | null;
  onPage: (pageId: string) => void;
  /** Saves one paper as PDF; null: the pages of no paper. */
  onPdf: (componentId: string | null) => void;
}

interface ComponentListProps extends PageChoice {
  dossier: Dossier;
  /** null: it takes no late pages. */
  onScanMore: (() => void) | null;
  onReview: () => void;
}

export function ComponentList({ dossier, onScanMore, onReview, ...choice }: ComponentListProps): ReactElement {
  const { t } = useTranslation();
  const aside = (
    <span className={styles.aside}>
      {onScanMore && (
        <Button size="compact-sm" variant="default" onClick={onScanMore} data-testid="scan-more">
          {t("dossier.scanMore")}&nbsp;
          <KeyHint keys="F3" />
        </Button>
      )}
      {dossier.pageCount > 0 && (
        <Button size="compact-sm" variant="default" onClick={onReview} data-testid="dossier-review">
          {t("dossier.review")}&nbsp;
          <KeyHint keys="F7" />
        </Button>
      )}
      {t("dossier.pageCount", { count: dossier.pageCount })}
    </span>
  );
  return (
    <Panel title={t("dossier.papers")} aside={aside}>
      <div className={styles.body} data-testid="components">
        <div className={styles.procedure}>
          <strong>{dossier.procedureName}</strong>
          {dossier.summary && <div className={styles.faint}>{dossier.summary}</div>}
        </div>
        {dossier.components.length === 0 && <EmptyState title={t("dossier.noPapers")} />}
        {dossier.components.map((component) => (
          <ComponentLine key={component.id} component={component} {...choice} />
        ))}
        {dossier.loosePageIds.length > 0 && (
          <div className={styles.component}>
            <div className={styles.componentName}>
              <span className={styles.componentWords}>{t("dossier.loose")}</span>
              <PdfButton onClick={() => choice.onPdf(null)} name={t("dossier.loose")} />
            </div>
            <Thumbs pageIds={dossier.loosePageIds} pageId={choice.pageId} onPage={choice.onPage} />
          </div>
        )}
      </div>
    </Panel>
  );
}

function ComponentLine({ component, ...choice }: PageChoice & { component: DossierComponent }): ReactElement {
  const { t } = useTranslation();
  const { status, form, reusedPaper } = component;
  const pageIds = reusedPaper?.pageIds ?? component.pageIds;
  const holdsPaper = status === "scanned" || status === "reused";
  return (
    <div className={styles.component} data-status={status}>
      <div className={styles.componentName} title={component.name}>
        <StatusIcon status={status} />
        <span className={styles.componentWords}>{component.label}</span>
        {component.pageIds.length > 0 && (
          <PdfButton onClick={() => choice.onPdf(component.id)} name={component.label} />
        )}
      </div>
      <div className={styles.faint}>
        {t(`dossier.status.${status}`)}
        {holdsPaper && ` · ${t(`dossier.form.${form}`)}`}
        {reusedPaper && ` · ${[reusedPaper.fromUnit, reusedPaper.fromDossier].filter(Boolean).join(", ")}`}
        {reusedPaper && reusedPaper.comingFiles > 0 && ` · ${t("dossier.coming", { count: reusedPaper.comingFiles })}`}
      </div>
      {pageIds.length > 0 && <Thumbs pageIds={pageIds} pageId={choice.pageId} onPage={choice.onPage} />}
    </div>
  );
}

function PdfButton({ onClick, name }: { onClick: () => void; name: string }): ReactElement {
  const { t } = useTranslation();
  const label = `${t("dossier.savePdf")}: ${name}`;
  return (
    <ActionIcon variant="subtle" aria-label={label} title={label} onClick={onClick} data-testid="paper-pdf">
      <IconFileDownload size={18} />
    </ActionIcon>
  );
}

function Thumbs({ pageIds, pageId, onPage }: Omit<PageChoice, "onPdf"> & { pageIds: readonly string[] }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles.thumbs}>
      {pageIds.map((id, index) => (
        <PageThumb
          key={id}
          pageId={id}
          label={t("dossier.page", { number: index + 1 })}
          selected={id === pageId}
          onSelect={() => onPage(id)}
        />
      ))}
    </div>
  );
}
