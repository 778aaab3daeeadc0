// The link to the province: how it stands, and registering this counter.
import { Button, Stack, TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useRef, useState, type FormEvent, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Settings } from "../../../shared/contract";
import { api, faultOf, queryClient } from "../../bridge";
import { FaultNotice, KeyHint } from "../../components";
import { formatMoment } from "../../locales/format";
import { CertificateField } from "./certificate-field";
import styles from "./settings.module.css";

export function ProvincePart({ settings }: { settings: Settings }): ReactElement {
  const { t } = useTranslation();
  const status = useQuery(api.sync.status.queryOptions());
  return (
    <Stack gap="md">
      {status.data && (
        <div className={styles.fact} data-testid="province-state">
          <span className={styles.faint}>{t("settings.province.state")}</span>
          <span>
            {t(`settings.province.link.${status.data.link}`)} · {formatMoment(status.data.sinceUtc)}
          </span>
        </div>
      )}
      {status.data?.lastFault && <FaultNotice fault={status.data.lastFault} tone="warn" />}
      <div className={styles.faint}>{t("settings.province.lead")}</div>
      {status.data && status.data.link !== "unconfigured" && status.data.link !== "unregistered" && <RotateKey />}
      <RegisterForm provinceUrl={settings.provinceUrl ?? ""} />
    </Stack>
  );
}

function RotateKey(): ReactElement {
  const { t } = useTranslation();
  const rotate = useMutation(
    api.sync.rotateKey.mutationOptions({
      onSuccess: (status) => queryClient.setQueryData(api.sync.status.queryKey(), status),
    }),
  );
  return (
    <div>
      <Button
        variant="default"
        loading={rotate.isPending}
        onClick={() => rotate.mutate(undefined)}
        data-testid="rotate-key"
      >
        {t("settings.province.rotate")}
      </Button>
      <div className={styles.faint}>{t(`settings.province.${rotate.isSuccess ? "rotated" : "rotateHint"}`)}</div>
      {rotate.error && <FaultNotice fault={faultOf(rotate.error)} />}
    </div>
  );
}

function RegisterForm({ provinceUrl }: { provinceUrl: string }): ReactElement {
  const { t } = useTranslation();
  const [url, setUrl] = useState(provinceUrl);
  const [code, setCode] = useState("");
  const [caPem, setCaPem] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useHotkeys([["ctrl+Enter", () => form.current?.requestSubmit()]], []);
  const register = useMutation(
    api.sync.register.mutationOptions({
      onSuccess: async (status) => {
        setCode("");
        setTried(false);
        queryClient.setQueryData(api.sync.status.queryKey(), status);
        await queryClient.invalidateQueries({ queryKey: api.system.settings.key() });
      },
    }),
  );
  const isUrl = /^https?:\/\//u.test(url.trim()) && URL.canParse(url.trim());
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (isUrl && code.trim()) register.mutate({ provinceUrl: url.trim(), enrolmentCode: code.trim(), caPem });
  };
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack gap="sm" align="stretch" maw={560}>
        <TextInput
          label={t("settings.province.url")}
          description={t("settings.province.urlHint")}
          data-testid="province-url"
          value={url}
          error={tried && !isUrl && t("settings.province.urlInvalid")}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <TextInput
          label={t("settings.province.code")}
          description={t("settings.province.codeHint")}
          data-testid="province-code"
          autoComplete="off"
          value={code}
          error={tried && !code.trim() && !register.isSuccess && t("settings.province.codeRequired")}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <CertificateField onPem={setCaPem} />
        {register.error && <RegisterFault fault={faultOf(register.error)} />}
        {register.isSuccess && <div role="status">{t("settings.province.registered")}</div>}
        <RegisterButton busy={register.isPending} />
      </Stack>
    </form>
  );
}

function RegisterFault({ fault }: { fault: ReturnType<typeof faultOf> }): ReactElement {
  const { t } = useTranslation();
  // Then it is the former registration that stays in force.
  if (fault.code === "PROVINCE_ACCOUNT_CHANGED") return <FaultNotice fault={fault} />;
  return <FaultNotice fault={fault} safe={t("settings.province.failed")} />;
}

function RegisterButton({ busy }: { busy: boolean }): ReactElement {
  const { t } = useTranslation();
  return (
    <Button
      type="submit"
      w="fit-content"
      loading={busy}
      data-testid="province-register"
      rightSection={<KeyHint keys="Ctrl+Enter" onAccent />}
    >
      {t("settings.province.register")}
    </Button>
  );
}
