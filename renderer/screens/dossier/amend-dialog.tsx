// Đính chính: corrects a received dossier; the province gets the new record.
import { Button, Group, Modal, SegmentedControl, SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Dossier } from "../../../shared/contract";
import { api, faultOf, queryClient } from "../../bridge";
import { FaultNotice, KeyHint } from "../../components";
import {
  APPLICANT_FIELDS,
  changesOf,
  hasChanges,
  problemsOf,
  valuesOf,
  type AmendmentValues,
  type Problem,
} from "./amendment";
import styles from "./dossier.module.css";

export function AmendDialog({ dossier, onClose }: { dossier: Dossier; onClose: () => void }): ReactElement {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onClose} title={t("dossier.amend.title")} size="xl" transitionProps={{ duration: 0 }}>
      <AmendForm dossier={dossier} onClose={onClose} />
    </Modal>
  );
}

function AmendForm({ dossier, onClose }: { dossier: Dossier; onClose: () => void }): ReactElement {
  const { t } = useTranslation();
  const [before] = useState(() => valuesOf(dossier));
  const [values, setValues] = useState(before);
  const [tried, setTried] = useState(false);
  const amend = useMutation(
    api.dossiers.amend.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: api.dossiers.key() });
        onClose();
      },
    }),
  );
  const problems = problemsOf(before, values);
  const isUnchanged = !hasChanges(before, values) && dossier.delivery !== "attention";
  const submit = (): void => {
    setTried(true);
    if (isUnchanged || Object.keys(problems).length > 0 || amend.isPending) return;
    amend.mutate({ id: dossier.id, ...changesOf(before, values) });
  };
  useHotkeys([["ctrl+Enter", submit]], []);
  const set = (change: Partial<AmendmentValues>): void => setValues({ ...values, ...change });
  return (
    <Stack gap="sm" data-testid="amend-form">
      {dossier.delivery === "attention" && dossier.fault && <FaultNotice fault={dossier.fault} tone="warn" />}
      <AmendFields values={values} problems={tried ? problems : {}} set={set} />
      {tried && isUnchanged && <div className={styles.unconfirmed}>{t("dossier.amend.unchanged")}</div>}
      {amend.error && <FaultNotice fault={faultOf(amend.error)} />}
      <Group justify="flex-end">
        <Button
          loading={amend.isPending}
          onClick={submit}
          rightSection={<KeyHint keys="Ctrl+Enter" onAccent />}
          data-testid="amend-save"
        >
          {t("dossier.amend.save")}
        </Button>
      </Group>
    </Stack>
  );
}

interface FieldsProps {
  values: AmendmentValues;
  problems: Partial<Record<string, Problem>>;
  set: (change: Partial<AmendmentValues>) => void;
}

function AmendFields({ values, problems, set }: FieldsProps): ReactElement {
  const { t } = useTranslation();
  const words = (field: string) => ({
    label: t(`dossier.amend.fields.${field}`),
    error: problems[field] && t(`dossier.amend.problems.${problems[field]}`),
    "data-testid": `amend-${field}`,
  });
  return (
    <>
      <SimpleGrid cols={2} spacing="sm">
        {APPLICANT_FIELDS.map((field, index) => (
          <TextInput
            key={field}
            {...words(field)}
            className={field === "address" ? styles.wholeRow : undefined}
            data-autofocus={index === 0 || undefined}
            value={values[field]}
            onChange={(event) => set({ [field]: event.currentTarget.value })}
          />
        ))}
      </SimpleGrid>
      <Textarea
        {...words("summary")}
        autosize
        maxLength={1000}
        value={values.summary}
        onChange={(event) => set({ summary: event.currentTarget.value })}
      />
      <SegmentedControl
        aria-label={t("dossier.amend.fields.returnMethod")}
        data={(["counter", "post"] as const).map((value) => ({ value, label: t(`dossier.returnMethod.${value}`) }))}
        value={values.returnMethod}
        onChange={(returnMethod) => set({ returnMethod: returnMethod === "post" ? "post" : "counter" })}
      />
      <TextInput
        {...words("reason")}
        description={t("dossier.amend.reasonHint")}
        maxLength={500}
        value={values.reason}
        onChange={(event) => set({ reason: event.currentTarget.value })}
      />
    </>
  );
}
