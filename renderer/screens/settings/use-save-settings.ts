// Saves a part of the settings and says so.
import { showNotification } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, queryClient } from "../../bridge";

export function useSaveSettings() {
  const { t } = useTranslation();
  return useMutation(
    api.system.saveSettings.mutationOptions({
      onSuccess: (settings) => {
        queryClient.setQueryData(api.system.settings.queryKey(), settings);
        showNotification({ message: t("settings.saved"), color: "green", autoClose: 2_000 });
      },
    }),
  );
}
