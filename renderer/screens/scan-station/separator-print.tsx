// Prints the sheets that part a stack: one for each paper of the dossier, or the one that means "the next paper".
import { Button, NumberInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { DossierForm } from "../../../shared/contract";
import { api, client, queryClient } from "../../bridge";
import { FaultNotice, PrintJobState, saveFile } from "../../components";
import { useAction } from "../../stores/use-action";
import styles from "./scan-station.module.css";

const FORMS: readonly DossierForm[] = ["separator", "separator-next"];
const MOST_COPIES = 10;

export function SeparatorPrint({ dossierId }: { dossierId: string }): ReactElement {
  const { t } = useTranslation();
  const settings = useQuery(api.system.settings.queryOptions({ staleTime: Infinity }));
  const action = useAction();
  const [copies, setCopies] = useState(1);
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useQuery(api.printing.jobs.queryOptions({ input: { dossierId } })).data?.find(({ id }) => id === jobId);
  const printer = settings.data?.receiptPrinter ?? null;
  const print = async (form: DossierForm): Promise<void> => {
    const done = await client.printing.print({ dossierId, form, printer, copies });
    setJobId(done.id);
    await refreshJobs();
    if (printer === null) saveFile(await client.printing.pdf({ jobId: done.id }), `${form}.pdf`);
  };
  return (
    <div className={styles.separators}>
      <p className={styles.promptHint}>{t("scan-station.separators.what")}</p>
      <div className={styles.choices}>
        {FORMS.map((form, index) => (
          <Button
            key={form}
            autoFocus={index === 0}
            variant="default"
            loading={action.isBusy}
            onClick={() => void action.run(() => print(form))}
            data-testid={`print-${form}`}
          >
            {t(`scan-station.separators.${form}`)}
          </Button>
        ))}
        <span>{t("scan-station.separators.copies")}</span>
        <NumberInput
          className={styles.sheets}
          aria-label={t("scan-station.separators.copies")}
          title={t("scan-station.separators.copies")}
          min={1}
          max={MOST_COPIES}
          allowDecimal={false}
          value={copies}
          onChange={(value) => setCopies(typeof value === "number" ? Math.min(Math.max(value, 1), MOST_COPIES) : 1)}
        />
      </div>
      {action.fault && <FaultNotice fault={action.fault} />}
      {job && <PrintJobState job={job} onCancel={() => void action.run(() => cancel(job.id))} />}
    </div>
  );
}

async function cancel(jobId: string): Promise<void> {
  await client.printing.cancel({ jobId });
  await refreshJobs();
}

function refreshJobs(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: api.printing.jobs.key() });
}
