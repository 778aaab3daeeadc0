// Reading of text: which engine reads, how much waits, and the corrections of the officers to be given on.
import { Button, Radio } from "@mantine/core";
import { showNotification } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { EngineState, Settings } from "../../../shared/contract";
import { api, client, faultOf } from "../../bridge";
import { FaultNotice, Loading, saveFile } from "../../components";
import { useAction } from "../../stores/use-action";
import styles from "./settings.module.css";
import { useSaveSettings } from "./use-save-settings";

export function OcrPart({ settings }: { settings: Settings }): ReactElement {
  const { t } = useTranslation();
  const engines = useQuery(api.recognition.engines.queryOptions());
  const save = useSaveSettings();
  const choose = (id: string): void => {
    const engine = engines.data?.find((each) => each.id === id);
    if (engine) save.mutate({ ocrEngine: engine.id });
  };
  return (
    <>
      {save.error && <FaultNotice fault={faultOf(save.error)} />}
      {engines.isPending && <Loading />}
      {engines.error && <FaultNotice fault={faultOf(engines.error)} />}
      {engines.data && (
        <Radio.Group label={t("settings.ocr.engine")} value={settings.ocrEngine} onChange={choose}>
          {engines.data.map((engine) => (
            <EngineChoice key={engine.id} engine={engine} />
          ))}
        </Radio.Group>
      )}
      <Corrections />
    </>
  );
}

function EngineChoice({ engine }: { engine: EngineState }): ReactElement {
  const { t } = useTranslation();
  const { id, isAvailable, version } = engine;
  return (
    <Radio
      mt="xs"
      value={id}
      disabled={!isAvailable}
      label={t(`settings.ocr.${id === "tesseract.js" ? "own" : "native"}`)}
      description={isAvailable ? version : t("settings.ocr.missing")}
      data-testid={`engine-${id}`}
    />
  );
}

function Corrections(): ReactElement {
  const { t } = useTranslation();
  const action = useAction();
  const give = (): void =>
    void action.run(async () => {
      saveFile(await client.extraction.exportCorrections({ sinceUtc: null }));
      showNotification({ message: t("settings.ocr.exported"), color: "green", autoClose: 4_000 });
    });
  return (
    <div>
      <p className={styles.present}>{t("settings.ocr.corrections")}</p>
      {action.fault && <FaultNotice fault={action.fault} />}
      <Button variant="default" loading={action.isBusy} onClick={give} data-testid="export-corrections">
        {t("settings.ocr.export")}
      </Button>
    </div>
  );
}
