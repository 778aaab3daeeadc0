// The counter's details.
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Settings } from "../../../shared/contract";
import { faultOf } from "../../bridge";
import { CounterForm, EMPTY_COUNTER, FaultNotice } from "../../components";
import { useSaveSettings } from "./use-save-settings";

export function CounterPart({ settings }: { settings: Settings }): ReactElement {
  const { t } = useTranslation();
  const save = useSaveSettings();
  return (
    <>
      {save.error && <FaultNotice fault={faultOf(save.error)} />}
      <CounterForm
        initial={settings.counter ?? EMPTY_COUNTER}
        saveLabel={t("settings.save")}
        busy={save.isPending}
        onSave={(counter) => save.mutate({ counter })}
      />
    </>
  );
}
