// The printer of the receipt.
import { Button, Radio, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Printer, Settings } from "../../../shared/contract";
import { api, faultOf } from "../../bridge";
import { FaultNotice, Loading } from "../../components";
import styles from "./settings.module.css";
import { useSaveSettings } from "./use-save-settings";

const NO_PRINTER = "";

export function PrinterPart({ settings }: { settings: Settings }): ReactElement {
  const { t } = useTranslation();
  const printers = useQuery(api.printing.printers.queryOptions());
  const save = useSaveSettings();
  const error = save.error ?? printers.error;
  return (
    <Stack gap="sm" align="flex-start">
      {error && <FaultNotice fault={faultOf(error)} tone="warn" />}
      <Radio.Group
        label={t("settings.printer.label")}
        value={settings.receiptPrinter ?? NO_PRINTER}
        onChange={(name) => save.mutate({ receiptPrinter: name === NO_PRINTER ? null : name })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value={NO_PRINTER} label={t("settings.printer.ask")} />
          {printers.data?.map((printer) => (
            <PrinterChoice key={printer.name} printer={printer} />
          ))}
        </Stack>
      </Radio.Group>
      {printers.isPending && <Loading />}
      {printers.data?.length === 0 && <div className={styles.faint}>{t("settings.printer.none")}</div>}
      <Button variant="default" loading={printers.isFetching} onClick={() => void printers.refetch()}>
        {t("settings.printer.again")}
      </Button>
    </Stack>
  );
}

function PrinterChoice({ printer }: { printer: Printer }): ReactElement {
  const { t } = useTranslation();
  const facts = [
    t(`settings.printer.state.${printer.state}`),
    ...printer.reasons.filter((reason) => reason !== "none"),
  ];
  if (printer.isDefault) facts.push(t("settings.printer.isDefault"));
  if (printer.description) facts.push(printer.description);
  return <Radio value={printer.name} label={printer.name} description={facts.join(" · ")} />;
}
