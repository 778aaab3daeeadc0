// The officer's own name for a device.
import { Button, TextInput } from "@mantine/core";
import { useState, type FormEvent, type KeyboardEvent, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { DeviceRow } from "./device-rows";
import styles from "./scanners.module.css";

interface DeviceNameFormProps {
  row: DeviceRow;
  /** @returns whether it worked */
  rename: (name: string) => Promise<boolean>;
  onClose: () => void;
}

export function DeviceNameForm({ row, rename, onClose }: DeviceNameFormProps): ReactElement {
  const { t } = useTranslation();
  const [name, setName] = useState(row.name.slice(0, LONGEST_NAME));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== "") void rename(name.trim()).then((isDone) => isDone && onClose());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    onClose();
  };
  return (
    <form className={styles.inline} onSubmit={submit} onKeyDown={onKeyDown}>
      <TextInput
        label={t("scanners.detail.name")}
        autoFocus
        maxLength={LONGEST_NAME}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        data-testid="device-name"
      />
      <Button type="submit">{t("scanners.form.save")}</Button>
      <Button variant="subtle" color="gray" onClick={onClose}>
        {t("scanners.form.cancel")}
      </Button>
    </form>
  );
}

const LONGEST_NAME = 60;
