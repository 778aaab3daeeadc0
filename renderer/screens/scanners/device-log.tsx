// The log of a device, copied with one key; it stays on the screen too, to be read or marked by hand.
import { Button, Textarea } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { showNotification } from "@mantine/notifications";
import { useRef, useState, type ReactElement } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { KeyHint } from "../../components";
import styles from "./scanners.module.css";

interface DeviceLogProps {
  name: string;
  /** null: it could not be had, and that is shown elsewhere. */
  read: () => Promise<string | null>;
}

export function DeviceLog({ name, read }: DeviceLogProps): ReactElement {
  const { t } = useTranslation();
  const [log, setLog] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const copy = async (): Promise<void> => {
    const text = await read();
    flushSync(() => setLog(text));
    // The window has no permission to write to the clipboard by itself; what the officer marks, it may copy.
    field.current?.select();
    if (text && document.execCommand("copy"))
      showNotification({ message: t("scanners.detail.logCopied"), autoClose: 4_000 });
  };
  useHotkeys([["F8", () => void copy()]], []);
  return (
    <>
      <Button size="compact-md" variant="default" onClick={() => void copy()} data-testid="device-log">
        {t("scanners.detail.log")}&nbsp;
        <KeyHint keys="F8" />
      </Button>
      {log !== null && (
        <Textarea
          ref={field}
          className={styles.log}
          aria-label={`${t("scanners.detail.logTitle")} ${name}`}
          readOnly
          rows={6}
          value={log === "" ? t("scanners.detail.logEmpty") : log}
        />
      )}
    </>
  );
}
