// What a wedge scan does when no screen wants it: a citizen card begins a visit, a dossier's code opens the dossier.
import { showNotification } from "@mantine/notifications";
import { useTranslation } from "react-i18next";
import { client, faultOf } from "../bridge";
import { useNavigation } from "../stores/navigation";
import { useWedge } from "./use-wedge";

export function useScanAnywhere(): void {
  const { t } = useTranslation();
  const navigate = useNavigation((state) => state.navigate);
  const openByCode = async (code: string): Promise<void> => {
    const found = await client.dossiers.findByCode({ code });
    if (found) navigate(found.delivery === "draft" ? "intake" : "dossier", { id: found.id, dossierId: found.id });
    else showNotification({ color: "orange", message: t("app.wedge.codeUnknown", { code }) });
  };
  const tell = (error: unknown): void => {
    showNotification({ color: "red", message: t(`errors.${faultOf(error).code}.title`) });
  };
  useWedge((scan) => {
    if (scan.kind === "card") navigate("intake", { cardPayload: scan.payload });
    else openByCode(scan.payload.trim().toUpperCase()).catch(tell);
    return true;
  });
}
