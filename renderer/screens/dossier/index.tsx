// One dossier: its life, its papers, and where it stands.
import { useHotkeys } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { api, faultOf } from "../../bridge";
import { FaultNotice, Loading } from "../../components";
import type { Dossier } from "../../../shared/contract";
import { whyNoPages } from "../../../shared/domain";
import type { Navigate, ScreenProps } from "../../stores/navigation";
import { AmendDialog } from "./amend-dialog";
import { ComponentList } from "./component-list";
import styles from "./dossier.module.css";
import { Citizen, Codes, Dates } from "./facts";
import { PageView } from "./page-view";
import { pagesInOrder } from "./pages-in-order";
import { ReceiptPanel } from "./receipt-panel";
import { Results } from "./results";
import { SourceFiles } from "./source-files";
import { TimeLine } from "./time-line";
import { useDownloads } from "./use-downloads";

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
  return <DossierView dossier={dossier.data} params={params} navigate={navigate} />;
}

interface DossierViewProps {
  dossier: Dossier;
  params: ScreenProps["params"];
  navigate: Navigate;
}

function DossierView({ dossier, params, navigate }: DossierViewProps): ReactElement {
  const [pageId, setPageId] = useState(params.pageId ?? null);
  const amending = useAmending(dossier, params.amend !== undefined);
  const pageIds = pagesInOrder(dossier);
  const close = (): void => setPageId(null);
  useHotkeys(pageId ? [["Escape", close]] : [], []);
  const scanMore = takesLatePages(dossier) ? () => navigate("scan-station", { dossierId: dossier.id }) : null;
  useHotkeys(scanMore ? [["F3", scanMore]] : [], []);
  const review = (): void => navigate("review", { dossierId: dossier.id, pageId: pageId ?? undefined });
  useHotkeys(dossier.pageCount > 0 ? [["F7", review]] : [], []);
  const downloads = useDownloads(dossier.id);
  return (
    <div className={styles.dossier} data-testid="screen-dossier" data-page-open={pageId !== null || undefined}>
      {!pageId && (
        <div className={styles.side}>
          <Citizen dossier={dossier} />
          <TimeLine events={dossier.events} />
        </div>
      )}
      <ComponentList
        dossier={dossier}
        pageId={pageId}
        onPage={setPageId}
        onPdf={downloads.pdf}
        onScanMore={pageId ? null : scanMore}
        onReview={review}
      />
      {pageId && <PageView pageId={pageId} pageIds={pageIds} onPage={setPageId} onClose={close} />}
      {!pageId && (
        <div className={styles.side}>
          {downloads.fault && <FaultNotice fault={downloads.fault} tone="warn" />}
          <Codes dossier={dossier} onAmend={amending.open} navigate={navigate} />
          <Results dossierId={dossier.id} />
          <Dates dossier={dossier} />
          {dossier.delivery !== "draft" && <ReceiptPanel dossierId={dossier.id} />}
          <SourceFiles dossierId={dossier.id} onSave={downloads.source} />
        </div>
      )}
      {amending.dialog}
    </div>
  );
}

function useAmending(dossier: Dossier, atOnce: boolean): { open: () => void; dialog: ReactElement | null } {
  const isReceived = dossier.receivedAtUtc !== null;
  const [isOpen, setOpen] = useState(isReceived && atOnce);
  const open = (): void => setOpen(isReceived);
  useHotkeys(isReceived ? [["F6", open]] : [], []);
  return { open, dialog: isOpen ? <AmendDialog dossier={dossier} onClose={() => setOpen(false)} /> : null };
}

function takesLatePages({ receivedAtUtc, provinceState }: Dossier): boolean {
  return receivedAtUtc !== null && whyNoPages({ stage: "received", provinceState }) === null;
}
