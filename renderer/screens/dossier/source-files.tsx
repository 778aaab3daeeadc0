// The files that pages were made from, kept as they came; a signed one says so.
import { Button } from "@mantine/core";
import { IconFile, IconRosetteDiscountCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { SourceFile } from "../../../shared/contract";
import { api } from "../../bridge";
import { Panel } from "../../components";
import { formatBytes } from "../../locales/format";
import styles from "./dossier.module.css";

export interface SourceFilesProps {
  dossierId: string;
  onSave: (sourceId: string) => void;
}

/** Most dossiers have none; then there is nothing to show. */
export function SourceFiles({ dossierId, onSave }: SourceFilesProps): ReactElement | null {
  const { t } = useTranslation();
  const sources = useQuery(api.documents.sources.queryOptions({ input: { dossierId } })).data ?? [];
  if (sources.length === 0) return null;
  return (
    <Panel title={t("dossier.sources.title")}>
      <div className={styles.facts} data-testid="source-files">
        {sources.map((source) => (
          <SourceLine key={source.id} source={source} onSave={() => onSave(source.id)} />
        ))}
      </div>
    </Panel>
  );
}

function SourceLine({ source, onSave }: { source: SourceFile; onSave: () => void }): ReactElement {
  const { t, i18n } = useTranslation();
  const size = formatBytes(source.sizeBytes, i18n.language);
  const Icon = source.isSigned ? IconRosetteDiscountCheck : IconFile;
  return (
    <div className={styles.source} data-signed={source.isSigned || undefined}>
      <Icon size={18} stroke={1.8} />
      <div className={styles.componentWords}>
        <div>{source.name}</div>
        <div className={styles.faint}>
          {t("dossier.pageCount", { count: source.pageCount })} · {size}
          {source.isSigned && <span className={styles.signed}> · {t("dossier.sources.signed")}</span>}
        </div>
      </div>
      <Button size="compact-sm" variant="default" flex="none" onClick={onSave}>
        {t("dossier.download")}
      </Button>
    </div>
  );
}
