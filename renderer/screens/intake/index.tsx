// Intake: one dossier on one screen, from the procedure to the receipt, by keyboard alone.
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { faultOf, type FaultOf } from "../../bridge";
import { FaultNotice, Loading } from "../../components";
import type { Navigate, ScreenParams, ScreenProps } from "../../stores/navigation";
import { useDraft } from "./draft/use-draft";
import { IntakeDesk } from "./intake-desk";
import { ReceiptView } from "./receipt/receipt-view";
import { STEPS } from "./steps";
import { useStart } from "./use-start";

export function IntakeScreen({ params, navigate }: ScreenProps): ReactElement {
  const { dossierId, fault, retry } = useStart(params);
  if (fault) return <Failed fault={fault} retry={retry} />;
  if (dossierId === null) return <Loading />;
  return <Visit dossierId={dossierId} params={params} navigate={navigate} />;
}

interface VisitProps {
  dossierId: string;
  params: ScreenParams;
  navigate: Navigate;
}

function Visit({ dossierId, params, navigate }: VisitProps): ReactElement {
  const draft = useDraft(dossierId);
  const { dossier, loadError } = draft;
  if (!dossier) return loadError ? <Failed fault={faultOf(loadError)} retry={draft.reload} /> : <Loading />;
  if (dossier.delivery !== "draft") return <ReceiptView dossier={dossier} navigate={navigate} />;
  const openedStep = STEPS.find((step) => step === params.step);
  return <IntakeDesk dossier={dossier} draft={draft} cardPayload={params.cardPayload} openedStep={openedStep} />;
}

function Failed({ fault, retry }: { fault: FaultOf; retry: () => void }): ReactElement {
  const { t } = useTranslation();
  return (
    <div data-testid="intake">
      <FaultNotice fault={fault} action={{ label: t("app.retry"), run: retry }} />
    </div>
  );
}
