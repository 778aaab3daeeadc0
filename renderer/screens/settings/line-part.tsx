// How this counter may use its line: speed, hours for pages, metered, proxy, end of the day.
import { Button, Checkbox, Group, NumberInput, Select, Stack, TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useState, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Settings } from "../../../shared/contract";
import { faultOf } from "../../bridge";
import { FaultNotice, KeyHint } from "../../components";
import { draftOf, isProxyAddress, lineOf, timeOf, type LineDraft } from "./line-draft";
import styles from "./settings.module.css";
import { useSaveSettings } from "./use-save-settings";

export function LinePart({ settings }: { settings: Settings }): ReactElement {
  const { t } = useTranslation();
  const save = useSaveSettings();
  const [draft, setDraft] = useState(() => draftOf(settings.line));
  const set = (change: Partial<LineDraft>): void => setDraft({ ...draft, ...change });
  const line = lineOf(draft);
  const submit = (): void => (line ? save.mutate({ line }) : undefined);
  useHotkeys([["ctrl+Enter", submit]], []);
  return (
    <Stack gap="sm" maw={560} data-testid="line-part">
      {save.error && <FaultNotice fault={faultOf(save.error)} />}
      <NumberInput
        label={t("settings.line.speed")}
        description={t("settings.line.speedHint")}
        min={1}
        max={1_000_000}
        allowDecimal={false}
        suffix=" kB/s"
        value={draft.speed}
        onChange={(value) => set({ speed: typeof value === "number" ? value : "" })}
        data-testid="line-speed"
      />
      <Hours draft={draft} set={set} />
      <Checkbox
        label={t("settings.line.metered")}
        description={t("settings.line.meteredHint")}
        checked={draft.metered}
        onChange={(event) => set({ metered: event.currentTarget.checked })}
        data-testid="line-metered"
      />
      <Proxy draft={draft} set={set} />
      <TextInput
        placeholder="17:00"
        error={timeOf(draft.endOfDayAt) === null && t("settings.line.timeInvalid")}
        w={180}
        label={t("settings.line.endOfDay")}
        description={t("settings.line.endOfDayHint")}
        value={draft.endOfDayAt}
        onChange={(event) => set({ endOfDayAt: event.currentTarget.value })}
        data-testid="line-end-of-day"
      />
      <Button
        w="fit-content"
        disabled={line === null}
        loading={save.isPending}
        onClick={submit}
        rightSection={<KeyHint keys="Ctrl+Enter" onAccent />}
        data-testid="line-save"
      >
        {t("settings.save")}
      </Button>
    </Stack>
  );
}

interface PartProps {
  draft: LineDraft;
  set: (change: Partial<LineDraft>) => void;
}

function Hours({ draft, set }: PartProps): ReactElement {
  const { t } = useTranslation();
  return (
    <div>
      <Group align="flex-start">
        {(["from", "to"] as const).map((end) => (
          <TextInput
            key={end}
            placeholder="17:00"
            error={timeOf(draft[end]) === null && t("settings.line.timeInvalid")}
            w={180}
            label={t(`settings.line.${end}`)}
            value={draft[end]}
            onChange={(event) => set({ [end]: event.currentTarget.value })}
            data-testid={`line-${end}`}
          />
        ))}
      </Group>
      <div className={styles.faint}>{t("settings.line.hoursHint")}</div>
    </div>
  );
}

function Proxy({ draft, set }: PartProps): ReactElement {
  const { t } = useTranslation();
  const kinds = ["system", "none", "address"] as const;
  const isWrong = draft.proxyKind === "address" && !isProxyAddress(draft.proxyAddress);
  return (
    <>
      <Select
        label={t("settings.line.proxy")}
        allowDeselect={false}
        data={kinds.map((value) => ({ value, label: t(`settings.line.proxies.${value}`) }))}
        value={draft.proxyKind}
        onChange={(value) => set({ proxyKind: kinds.find((kind) => kind === value) ?? "system" })}
      />
      {draft.proxyKind === "address" && (
        <TextInput
          label={t("settings.line.proxyAddress")}
          placeholder="http://10.0.0.1:3128"
          error={isWrong && t("settings.line.proxyInvalid")}
          value={draft.proxyAddress}
          onChange={(event) => set({ proxyAddress: event.currentTarget.value })}
          data-testid="line-proxy"
        />
      )}
    </>
  );
}
