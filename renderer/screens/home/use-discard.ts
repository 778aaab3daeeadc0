// Discards a draft at once and offers to bring it back.
import { showNotification } from "@mantine/notifications";
import { useTranslation } from "react-i18next";
import { client, faultOf } from "../../bridge";
import { showUndo } from "../../components";

export function useDiscard(): (id: string) => void {
  const { t } = useTranslation();
  const tell = (error: unknown): void => {
    showNotification({ color: "red", message: t(`errors.${faultOf(error).code}.title`) });
  };
  return (id) => {
    const undo = (): void => void client.dossiers.restoreDraft({ id }).catch(tell);
    const offer = (): void => showUndo({ message: t("home.discarded"), undoLabel: t("app.undo"), undo });
    client.dossiers.discardDraft({ id }).then(offer, tell);
  };
}
