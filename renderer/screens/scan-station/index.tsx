// The scan station: a stack of paper becomes assigned, checked pages, by keyboard alone.
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { whyNoPages } from "../../../shared/domain";
import { api, faultOf } from "../../bridge";
import { EmptyState, FaultNotice, Loading } from "../../components";
import type { ScreenProps } from "../../stores/navigation";
import { StationView } from "./station-view";

export function ScanStationScreen({ params }: ScreenProps): ReactElement {
  const { t } = useTranslation();
  const query = useQuery(api.dossiers.get.queryOptions({ input: { id: params.dossierId ?? "" } }));
  const dossier = query.data;
  if (!dossier) {
    if (!query.error) return <Loading />;
    const retry = { label: t("app.retry"), run: () => void query.refetch() };
    return (
      <div data-testid="screen-scan-station">
        <FaultNotice fault={faultOf(query.error)} action={retry} />
      </div>
    );
  }
  const stage = dossier.receivedAtUtc === null ? "draft" : "received";
  if (whyNoPages({ stage, provinceState: dossier.provinceState }) !== null) {
    return (
      <div data-testid="screen-scan-station">
        <EmptyState title={t("scan-station.closed")} hint={t("scan-station.closedHint")} />
      </div>
    );
  }
  const { componentId = null, pageId = null } = params;
  return <StationView dossier={dossier} start={{ componentId, pageId }} />;
}
