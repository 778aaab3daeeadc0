// The province's own certificate from a file, shown by what can be compared with the province's letter.
import { Button, FileButton, Group, Input } from "@mantine/core";
import { useState, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { formatDate } from "../../../shared/text";
import { certificateFacts, type CertificateFacts } from "./certificate-facts";
import styles from "./settings.module.css";

const LARGEST_BYTES = 100_000;

export function CertificateField({ onPem }: { onPem: (pem: string | null) => void }): ReactElement {
  const { t } = useTranslation();
  const [facts, setFacts] = useState<CertificateFacts[] | "invalid" | null>(null);
  const take = async (file: File | null): Promise<void> => {
    const pem = file && file.size <= LARGEST_BYTES ? await file.text() : "";
    const read = file && (await certificateFacts(pem));
    setFacts(file ? (read ?? "invalid") : null);
    onPem(read ? pem : null);
  };
  return (
    <Input.Wrapper label={t("settings.province.ca")} description={t("settings.province.caHint")}>
      <Group my={4}>
        <FileButton accept=".pem,.crt,.cer,application/x-pem-file" onChange={(file) => void take(file)}>
          {(button) => (
            <Button size="compact-sm" variant="default" {...button}>
              {t("settings.province.caChoose")}
            </Button>
          )}
        </FileButton>
        {facts && (
          <Button size="compact-sm" variant="subtle" onClick={() => void take(null)}>
            {t("settings.province.caClear")}
          </Button>
        )}
      </Group>
      {facts === "invalid" && <Input.Error>{t("settings.province.caInvalid")}</Input.Error>}
      {Array.isArray(facts) && facts.map((one) => <Facts key={one.fingerprint} facts={one} />)}
    </Input.Wrapper>
  );
}

function Facts({ facts }: { facts: CertificateFacts }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles.value} data-testid="certificate">
      <div>
        {t("settings.province.caSubject")}: {facts.subject}
      </div>
      <div>
        {t("settings.province.caUntil")}: {formatDate(facts.notAfterUtc)}
        {facts.isExpired && ` (${t("settings.province.caExpired")})`}
      </div>
      <div className={styles.faint}>
        {t("settings.province.caFingerprint")}: {facts.fingerprint}
      </div>
    </div>
  );
}
