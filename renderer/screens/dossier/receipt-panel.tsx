// The receipt: show it, print it again, and what became of each print.
import { Button } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { PrintJob } from "../../../shared/contract";
import { api, client, faultOf } from "../../bridge";
import { FaultNotice, KeyHint, Panel, previewUrl, saveFile } from "../../components";
import { formatMoment } from "../../locales/format";
import styles from "./dossier.module.css";

const FORM = "receipt" as const;

export function ReceiptPanel({ dossierId }: { dossierId: string }): ReactElement {
  const { t } = useTranslation();
  const settings = useQuery(api.system.settings.queryOptions({ staleTime: Infinity }));
  const jobs = useQuery(api.printing.jobs.queryOptions({ input: { dossierId } }));
  const preview = useMutation(api.printing.preview.mutationOptions());
  const printer = settings.data?.receiptPrinter ?? null;
  const print = useMutation({
    networkMode: "always",
    mutationFn: () => printOrSave(dossierId, printer),
    onSuccess: () => void jobs.refetch(),
  });
  useHotkeys([["ctrl+P", () => print.mutate()]], []);
  const error = print.error ?? preview.error;
  return (
    <Panel title={t("dossier.receipt")}>
      <div className={styles.facts}>
        <div className={styles.buttons}>
          <Button
            variant="default"
            loading={print.isPending}
            onClick={() => print.mutate()}
            rightSection={<KeyHint keys="Ctrl+P" />}
            data-testid="reprint"
          >
            {t(printer === null ? "dossier.savePdf" : "dossier.print")}
          </Button>
          <Button
            variant="subtle"
            loading={preview.isPending}
            onClick={() => preview.mutate({ dossierId, form: FORM })}
          >
            {t("dossier.preview")}
          </Button>
        </div>
        {printer === null && <div className={styles.faint}>{t("dossier.noPrinter")}</div>}
        {error && <FaultNotice fault={faultOf(error)} />}
        {preview.data && <PreviewPages previewId={preview.data.previewId} count={preview.data.pageCount} />}
        {jobs.data
          ?.filter((job) => job.form === FORM)
          .map((job) => (
            <JobLine key={job.id} job={job} />
          ))}
      </div>
    </Panel>
  );
}

/** Without a printer the receipt is kept as a file and given to the officer to save. */
async function printOrSave(dossierId: string, printer: string | null): Promise<PrintJob> {
  const job = await client.printing.print({ dossierId, form: FORM, printer });
  if (printer === null) await download(job.id);
  return job;
}

async function download(jobId: string): Promise<void> {
  saveFile(await client.printing.pdf({ jobId }));
}

function PreviewPages({ previewId, count }: { previewId: string; count: number }): ReactElement {
  const { t } = useTranslation();
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return (
    <div data-testid="receipt-preview">
      {numbers.map((number) => (
        <img
          key={number}
          className={styles.preview}
          src={previewUrl(previewId, number)}
          alt={t("dossier.previewPage", { number })}
        />
      ))}
    </div>
  );
}

function JobLine({ job }: { job: PrintJob }): ReactElement {
  const { t } = useTranslation();
  const parts = [t(`dossier.job.${job.state}`), t("dossier.copy", { count: job.copyNumber })];
  if (job.queueJobId) parts.push(job.queueJobId);
  parts.push(formatMoment(job.createdAtUtc));
  return (
    <div className={styles.job} data-testid="print-job">
      <span className="tabular">{parts.join(" · ")}</span>
      {job.state === "saved" && (
        <Button size="compact-xs" variant="subtle" onClick={() => void download(job.id)}>
          {t("dossier.download")}
        </Button>
      )}
      {job.fault && <FaultNotice fault={job.fault} tone="warn" />}
    </div>
  );
}
