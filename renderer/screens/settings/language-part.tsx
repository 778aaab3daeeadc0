// The language of the window.
import { SegmentedControl } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Settings } from "../../../shared/contract";
import { faultOf } from "../../bridge";
import { FaultNotice } from "../../components";
import { useSaveSettings } from "./use-save-settings";

const LANGUAGES = ["vi", "en"] as const;

export function LanguagePart({ settings }: { settings: Settings }): ReactElement {
  const { t } = useTranslation();
  const save = useSaveSettings();
  return (
    <>
      {save.error && <FaultNotice fault={faultOf(save.error)} />}
      <SegmentedControl
        aria-label={t("settings.language.label")}
        data={LANGUAGES.map((value) => ({ value, label: t(`settings.language.${value}`) }))}
        value={settings.language}
        onChange={(value) => save.mutate({ language: value === "en" ? "en" : "vi" })}
      />
    </>
  );
}
