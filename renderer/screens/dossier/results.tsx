// Results (giấy tờ kết quả) that the province handed to this counter: on their way, then to look at, print and save.
import { Button, Modal, Progress } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Preview, ResultFile } from "../../../shared/contract";
import { api, client, faultOf } from "../../bridge";
import { FaultNotice, Panel, previewUrl, saveFile } from "../../components";
import { formatBytes, formatMoment } from "../../locales/format";
import styles from "./dossier.module.css";

const ACTS = ["open", "print", "save"] as const;
type Act = (typeof ACTS)[number];

/** Most dossiers have none yet; then there is nothing to show. */
export function Results({ dossierId }: { dossierId: string }): ReactElement | null {
  const { t } = useTranslation();
  const results = useQuery(api.sync.results.queryOptions({ input: { dossierId } })).data ?? [];
  if (results.length === 0) return null;
  return (
    <Panel title={t("dossier.results.title")}>
      <div className={styles.facts} data-testid="results">
        {results.map((result) => (
          <ResultLine key={result.sha256} result={result} />
        ))}
      </div>
    </Panel>
  );
}

function ResultLine({ result }: { result: ResultFile }): ReactElement {
  const { t, i18n } = useTranslation();
  const { dossierId, sha256, receivedBytes, sizeBytes } = result;
  const size = (bytes: number): string => formatBytes(bytes, i18n.language);
  const isWhole = receivedBytes >= sizeBytes;
  const printer = useQuery(api.system.settings.queryOptions({ staleTime: Infinity })).data?.receiptPrinter ?? null;
  const [shown, setShown] = useState<Preview | null>(null);
  const take = useMutation({
    networkMode: "always",
    mutationFn: async (act: Act) => {
      if (act === "open") setShown(await client.printing.resultPreview({ dossierId, sha256 }));
      else if (act === "print") await client.printing.printResult({ dossierId, sha256, printer: printer ?? "" });
      else saveFile(await fileOf(result));
    },
  });
  return (
    <div data-testid="result" data-whole={isWhole || undefined}>
      <div>{result.name}</div>
      <div className={styles.faint}>
        {isWhole
          ? `${size(sizeBytes)} · ${formatMoment(result.atUtc)}`
          : t("dossier.results.coming", { received: size(receivedBytes), size: size(sizeBytes) })}
      </div>
      {!isWhole && <Progress size="sm" value={(receivedBytes / Math.max(1, sizeBytes)) * 100} />}
      {isWhole && (
        <div className={styles.buttons}>
          {ACTS.filter((act) => act !== "print" || printer !== null).map((act) => (
            <Button
              key={act}
              size="compact-sm"
              variant="default"
              loading={take.isPending && take.variables === act}
              onClick={() => take.mutate(act)}
              data-testid={`result-${act}`}
            >
              {t(`dossier.results.${act}`)}
            </Button>
          ))}
        </div>
      )}
      {take.isSuccess && take.variables !== "open" && (
        <div role="status" className={styles.faint}>
          {t(`dossier.results.done.${take.variables}`)}
        </div>
      )}
      {take.error && <FaultNotice fault={faultOf(take.error)} />}
      {shown && (
        <Modal opened onClose={() => setShown(null)} title={result.name} size="60rem" transitionProps={{ duration: 0 }}>
          <ResultPages preview={shown} />
        </Modal>
      )}
    </div>
  );
}

function ResultPages({ preview: { previewId, pageCount } }: { preview: Preview }): ReactElement {
  const { t } = useTranslation();
  const numbers = Array.from({ length: pageCount }, (_, index) => index + 1);
  return (
    <div className={styles.result} data-testid="result-pages">
      {numbers.map((number) => (
        <img
          key={number}
          loading="lazy"
          src={previewUrl(previewId, number)}
          alt={t("dossier.previewPage", { number })}
        />
      ))}
    </div>
  );
}

async function fileOf({ dossierId, sha256 }: ResultFile): Promise<File> {
  const { name, mimeType, bytes } = await client.sync.resultContent({ dossierId, sha256 });
  return new File([Uint8Array.from(bytes)], name, { type: mimeType });
}
