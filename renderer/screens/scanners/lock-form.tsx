// The administrator's code that closes the list of profiles, or opens it again.
import { Button, PasswordInput } from "@mantine/core";
import { useState, type FormEvent, type KeyboardEvent, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { FaultNotice, Panel } from "../../components";
import styles from "./scanners.module.css";
import type { Profiles } from "./use-profiles";

interface LockFormProps {
  profiles: Profiles;
  lock: "lock" | "unlock";
  onClose: () => void;
}

const CODE = /^\d{6,12}$/;

export function LockForm({ profiles, lock, onClose }: LockFormProps): ReactElement {
  const { t } = useTranslation();
  const [code, setCode] = useState("");
  const [tried, setTried] = useState(false);
  const isValid = CODE.test(code);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (isValid) profiles.setLock(lock, code, onClose);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    onClose();
  };
  return (
    <Panel title={t(`scanners.profiles.${lock}Title`)}>
      <form className={styles.add} onSubmit={submit} onKeyDown={onKeyDown} data-testid="lock-form">
        <PasswordInput
          autoFocus
          label={t("scanners.profiles.code")}
          description={t(lock === "lock" ? "scanners.profiles.lockHint" : "scanners.profiles.codeHint")}
          inputMode="numeric"
          autoComplete="off"
          maxLength={12}
          value={code}
          error={tried && !isValid && t("scanners.profiles.codeInvalid")}
          onChange={(event) => setCode(event.currentTarget.value)}
          data-testid="lock-code"
        />
        {profiles.fault && <FaultNotice fault={profiles.fault} />}
        <div className={styles.buttons}>
          <Button type="submit" loading={profiles.isBusy} data-testid="lock-submit">
            {t(`scanners.profiles.${lock}`)}
          </Button>
          <Button variant="subtle" color="gray" onClick={onClose}>
            {t("scanners.form.cancel")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
