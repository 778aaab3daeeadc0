// Which printer: the one of the settings is chosen already; a file where there is none.
import { Radio } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import styles from "../intake.module.css";
import type { Printing } from "./use-printing";

/** No printer can be called this: a name is never blank. */
const FILE = "";

export function PrinterChoice({ printing }: { printing: Printing }): ReactElement {
  const { t } = useTranslation();
  const { printers, printer, choose } = printing;
  if (printers.length === 0) return <div className={styles.hint}>{t("intake.receipt.noPrinter")}</div>;
  return (
    <Radio.Group
      label={t("intake.receipt.printer")}
      value={printer ?? FILE}
      onChange={(value) => choose(value === FILE ? null : value)}
    >
      {printers.map(({ name, description, state }) => (
        <Radio
          key={name}
          mt={6}
          value={name}
          label={description === "" ? name : `${name} (${description})`}
          description={state === "stopped" ? t("intake.receipt.stopped") : undefined}
        />
      ))}
      <Radio mt={6} value={FILE} label={t("intake.receipt.toFile")} />
    </Radio.Group>
  );
}
