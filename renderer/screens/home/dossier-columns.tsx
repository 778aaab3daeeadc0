// Columns of the list of dossiers.
import { ActionIcon } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { DossierSummary } from "../../../shared/contract";
import { formatDate } from "../../../shared/text";
import { CodeText, StateBadge, type RowColumn } from "../../components";
import { formatMoment } from "../../locales/format";
import { isOverdue } from "./filters";
import styles from "./home.module.css";

export function useDossierColumns(discard: (id: string) => void): RowColumn<DossierSummary>[] {
  const { t } = useTranslation();
  const title = (key: string): string => t(`home.columns.${key}`);
  return [
    { key: "at", title: title("at"), cell: (dossier) => <span className="tabular">{whenOf(dossier)}</span> },
    { key: "code", title: title("code"), cell: (dossier) => <CodeCell dossier={dossier} /> },
    {
      key: "what",
      title: `${title("applicant")} · ${title("procedure")}`,
      clip: true,
      cell: (dossier) => <WhatCell dossier={dossier} />,
    },
    { key: "due", title: title("due"), cell: (dossier) => <DueCell dossier={dossier} /> },
    { key: "state", title: title("state"), cell: (dossier) => <StateCell dossier={dossier} discard={discard} /> },
  ];
}

function whenOf(dossier: DossierSummary): string {
  return formatMoment(dossier.receivedAtUtc ?? dossier.updatedAtUtc);
}

interface CellProps {
  dossier: DossierSummary;
}

function CodeCell({ dossier }: CellProps): ReactElement {
  const { t } = useTranslation();
  const code = dossier.officialCode ?? dossier.provisionalCode;
  return code ? <CodeText>{code}</CodeText> : <span className={styles.pending}>{t("home.noCode")}</span>;
}

function WhatCell({ dossier }: CellProps): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <span className={styles.name}>{dossier.applicantName || t("home.unnamed")}</span>
      <span className={styles.faint}> · {dossier.procedureName || t("home.noProcedure")}</span>
    </>
  );
}

function DueCell({ dossier }: CellProps): ReactElement | null {
  const { t } = useTranslation();
  if (dossier.dueAtUtc === null || dossier.delivery === "draft") return null;
  const late = isOverdue(dossier, new Date());
  return (
    <span className={late ? `${styles.late} tabular` : "tabular"} title={late ? t("home.late") : undefined}>
      {late && "⚠ "}
      {formatDate(dossier.dueAtUtc)}
    </span>
  );
}

function StateCell({ dossier, discard }: CellProps & { discard: (id: string) => void }): ReactElement {
  const { t } = useTranslation();
  return (
    <span className={styles.state}>
      <StateBadge state={dossier.delivery} percent={dossier.deliveryPercent} />
      {dossier.delivery === "draft" && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          tabIndex={-1}
          aria-label={t("home.discard")}
          title={`${t("home.discard")} (Delete)`}
          onClick={(event) => {
            event.stopPropagation();
            discard(dossier.id);
          }}
        >
          <IconTrash size={16} stroke={1.8} />
        </ActionIcon>
      )}
    </span>
  );
}
