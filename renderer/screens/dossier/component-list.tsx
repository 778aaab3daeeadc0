// The components of a dossier with what stands at each and the pictures of its pages.
import { Button } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Dossier, DossierComponent } from "../../../shared/contract";
import { EmptyState, KeyHint, PageThumb, Panel } from "../../components";
import { StatusIcon } from "./status-icon";
import styles from "./dossier.module.css";

interface PageChoice {
  pageId: string | null;
  onPage: (pageId: string) => void;
}

interface ComponentListProps extends PageChoice {
  dossier: Dossier;
  /** null: it takes no late pages. */
  onScanMore: (() => void) | null;
}

export function ComponentList({ dossier, onScanMore, ...choice }: ComponentListProps): ReactElement {
  const { t } = useTranslation();
  const aside = (
    <span className={styles.aside}>
      {onScanMore && (
        <Button size="compact-sm" variant="default" onClick={onScanMore} data-testid="scan-more">
          {t("dossier.scanMore")}&nbsp;
          <KeyHint keys="F3" />
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
            <div className={styles.componentName}>{t("dossier.loose")}</div>
            <Thumbs pageIds={dossier.loosePageIds} {...choice} />
          </div>
        )}
      </div>
    </Panel>
  );
}

function ComponentLine({ component, ...choice }: PageChoice & { component: DossierComponent }): ReactElement {
  const { t } = useTranslation();
  const { status, form, reusedPaper } = component;
  const pageIds = reusedPaper?.firstPageId ? [reusedPaper.firstPageId] : component.pageIds;
  const holdsPaper = status === "scanned" || status === "reused";
  return (
    <div className={styles.component} data-status={status}>
      <div className={styles.componentName} title={component.name}>
        <StatusIcon status={status} />
        {component.label}
      </div>
      <div className={styles.faint}>
        {t(`dossier.status.${status}`)}
        {holdsPaper && ` · ${t(`dossier.form.${form}`)}`}
        {reusedPaper && ` · ${reusedPaper.fromDossier}`}
      </div>
      {pageIds.length > 0 && <Thumbs pageIds={pageIds} {...choice} />}
    </div>
  );
}

function Thumbs({ pageIds, pageId, onPage }: PageChoice & { pageIds: readonly string[] }): ReactElement {
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
