// One dossier: its life, its papers, and where it stands.
import { useHotkeys } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { api, faultOf } from "../../bridge";
import { FaultNotice, Loading } from "../../components";
import type { Dossier } from "../../../shared/contract";
import { whyNoPages } from "../../../shared/domain";
import type { Navigate, ScreenProps } from "../../stores/navigation";
import { ComponentList } from "./component-list";
import styles from "./dossier.module.css";
import { Citizen, Codes, Dates } from "./facts";
import { PageView } from "./page-view";
import { pagesInOrder } from "./pages-in-order";
import { ReceiptPanel } from "./receipt-panel";
import { TimeLine } from "./time-line";

export function DossierScreen({ params, navigate }: ScreenProps): ReactElement {
  const dossier = useQuery(api.dossiers.get.queryOptions({ input: { id: params.id ?? "" } }));
  if (dossier.isPending) return <Loading />;
  if (dossier.error) {
    return (
      <div className={styles.failed}>
        <FaultNotice fault={faultOf(dossier.error)} />
      </div>
    );
  }
  return <DossierView dossier={dossier.data} firstPageId={params.pageId ?? null} navigate={navigate} />;
}

interface DossierViewProps {
  dossier: Dossier;
  firstPageId: string | null;
  navigate: Navigate;
}

function DossierView({ dossier, firstPageId, navigate }: DossierViewProps): ReactElement {
  const [pageId, setPageId] = useState(firstPageId);
  const pageIds = pagesInOrder(dossier);
  const close = (): void => setPageId(null);
  useHotkeys(pageId ? [["Escape", close]] : [], []);
  const scanMore = takesLatePages(dossier) ? () => navigate("scan-station", { dossierId: dossier.id }) : null;
  useHotkeys(scanMore ? [["F3", scanMore]] : [], []);
  return (
    <div className={styles.dossier} data-testid="screen-dossier" data-page-open={pageId !== null || undefined}>
      {!pageId && (
        <div className={styles.side}>
          <Citizen dossier={dossier} />
          <TimeLine events={dossier.events} />
        </div>
      )}
      <ComponentList dossier={dossier} pageId={pageId} onPage={setPageId} onScanMore={pageId ? null : scanMore} />
      {pageId && <PageView pageId={pageId} pageIds={pageIds} onPage={setPageId} onClose={close} />}
      {!pageId && (
        <div className={styles.side}>
          <Codes dossier={dossier} navigate={navigate} />
          <Dates dossier={dossier} />
          {dossier.delivery !== "draft" && <ReceiptPanel dossierId={dossier.id} />}
        </div>
      )}
    </div>
  );
}

function takesLatePages({ receivedAtUtc, provinceState }: Dossier): boolean {
  return receivedAtUtc !== null && whyNoPages({ stage: "received", provinceState }) === null;
}
