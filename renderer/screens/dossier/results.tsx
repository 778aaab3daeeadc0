// Results (giấy tờ kết quả) that the province handed to this counter: on their way, then to look at and save.
import { Button, Modal, Progress } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { ResultFile } from "../../../shared/contract";
import { api, client, faultOf } from "../../bridge";
import { FaultNotice, FilePicture, Panel, saveFile } from "../../components";
import { formatBytes, formatMoment } from "../../locales/format";
import styles from "./dossier.module.css";

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
  const [shown, setShown] = useState<File | null>(null);
  // The window shows pictures itself; for anything else the PC has its own program.
  const acts = result.mimeType.startsWith("image/") ? (["open", "save"] as const) : (["save"] as const);
  const take = useMutation({
    networkMode: "always",
    mutationFn: async (act: "open" | "save") => {
      const { name, mimeType, bytes } = await client.sync.resultContent({ dossierId, sha256 });
      const file = new File([Uint8Array.from(bytes)], name, { type: mimeType });
      if (act === "open") setShown(file);
      else saveFile(file);
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
          {acts.map((act) => (
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
      {take.error && <FaultNotice fault={faultOf(take.error)} />}
      {shown && (
        <Modal opened onClose={() => setShown(null)} title={result.name} size="80rem">
          <div className={styles.result}>
            <FilePicture file={shown} alt={result.name} />
          </div>
        </Modal>
      )}
    </div>
  );
}
