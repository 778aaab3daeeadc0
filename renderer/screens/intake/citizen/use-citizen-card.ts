// Reads a citizen card and fills the citizen in; a card that is none destroys nothing, a replaced citizen comes back.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Applicant, CitizenCard } from "../../../../shared/contract";
import { client, type FaultOf } from "../../../bridge";
import { showUndo } from "../../../components";
import { applicantFromCard } from "../draft/draft-fields";
import type { Draft } from "../draft/use-draft";
import { useAction } from "../../../stores/use-action";

export interface CitizenCards {
  /** @returns false when it was no card of a citizen */
  read: (payload: string) => Promise<boolean>;
  isReading: boolean;
  fault: FaultOf | null;
  forget: () => void;
  /** The card last read, for its warnings. */
  card: CitizenCard | null;
}

export function useCitizenCard(draft: Draft): CitizenCards {
  const { t } = useTranslation();
  const action = useAction();
  const [card, setCard] = useState<CitizenCard | null>(null);
  const offerWayBack = (before: Applicant, after: Applicant): void => {
    const isOther = before.personalNumber !== "" && before.personalNumber !== after.personalNumber;
    if (!isOther) return;
    showUndo({
      message: t("intake.citizen.replaced", {
        before: before.fullName || before.personalNumber,
        after: after.fullName,
      }),
      undoLabel: t("intake.papers.undo"),
      undo: () => {
        setCard(null);
        draft.type({ applicant: before });
      },
    });
  };
  const read = (payload: string): Promise<boolean> =>
    action.run(async () => {
      const answer = await client.dossiers.readCard({ payload });
      const before = draft.now()?.applicant ?? answer.applicant;
      const applicant = applicantFromCard(answer.applicant, before);
      setCard(answer);
      draft.type({ applicant });
      void draft.flush();
      offerWayBack(before, applicant);
    });
  return { read, isReading: action.isBusy, fault: action.fault, forget: action.forget, card };
}
