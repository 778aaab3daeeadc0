// A network scanner's address or a folder, typed in; it is tried before it is kept.
import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent, type KeyboardEvent, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { KnownDevice } from "../../../shared/contract";
import { api, faultOf } from "../../bridge";
import { FaultNotice, Panel } from "../../components";
import styles from "./scanners.module.css";

interface AddDeviceProps {
  driver: "escl" | "folder";
  onAdded: (device: KnownDevice) => void;
  onClose: () => void;
}

export function AddDevice({ driver, onAdded, onClose }: AddDeviceProps): ReactElement {
  const { t } = useTranslation();
  const [address, setAddress] = useState("");
  const [name, setName] = useState("");
  const add = useMutation(api.scanning.panel.add.mutationOptions({ onSuccess: onAdded }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (address.trim() !== "") add.mutate({ driver, address: address.trim(), name: name.trim() });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    onClose();
  };
  return (
    <Panel title={t(driver === "escl" ? "scanners.addEscl" : "scanners.addFolder")}>
      <form className={styles.add} onSubmit={submit} onKeyDown={onKeyDown}>
        <TextInput
          autoFocus
          label={t(`scanners.add.${driver}`)}
          description={t(`scanners.add.${driver}Hint`)}
          maxLength={300}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          data-testid="device-address"
        />
        <TextInput
          label={t("scanners.add.name")}
          description={t("scanners.add.nameHint")}
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {add.isPending && <div role="status">{t("scanners.add.trying")}</div>}
        {add.error && <FaultNotice fault={faultOf(add.error)} />}
        <div className={styles.buttons}>
          <Button type="submit" loading={add.isPending} data-testid="device-add-submit">
            {t("scanners.add.submit")}
          </Button>
          <Button variant="subtle" color="gray" onClick={onClose}>
            {t("scanners.form.cancel")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
