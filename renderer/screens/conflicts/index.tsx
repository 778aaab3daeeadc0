// Fields that were changed here and at the province: the officer chooses, nothing is decided by itself.
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { api, faultOf } from "../../bridge";
import { EmptyState, FaultNotice, Loading } from "../../components";
import type { ScreenProps } from "../../stores/navigation";
import styles from "./conflicts.module.css";
import { ofOneDossier } from "./decisions";
import { DossierConflicts } from "./dossier-conflicts";

export function ConflictsScreen({ params, navigate }: ScreenProps): ReactElement {
  const { t } = useTranslation();
  const conflicts = useQuery(api.sync.conflicts.queryOptions({ input: { dossierId: null } }));
  const [dossierId] = useState(params.dossierId ?? null);
  if (conflicts.isPending) return <Loading />;
  if (conflicts.error) return <FaultNotice fault={faultOf(conflicts.error)} />;
  const shown = ofOneDossier(conflicts.data, dossierId);
  const first = shown[0];
  const dossiers = new Set(conflicts.data.map((conflict) => conflict.dossierId)).size;
  return (
    <div className={styles.conflicts} data-testid="screen-conflicts">
      {first ? (
        <DossierConflicts key={first.dossierId} conflicts={shown} dossiers={dossiers} navigate={navigate} />
      ) : (
        <EmptyState title={t("conflicts.none")} hint={t("conflicts.noneHint")} />
      )}
    </div>
  );
}
