// The hand-over report of one run: read here, printed or saved as the paper that both sides sign.
import { Button, Group, Modal, Stack } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { RunReport } from "../../../shared/contract";
import { api, client, faultOf } from "../../bridge";
import { CodeText, FaultNotice, KeyHint, Loading, saveFile, StateBadge } from "../../components";
import { formatMoment } from "../../locales/format";
import styles from "./queue.module.css";

export function ReportDialog({ runId, onClose }: { runId: string; onClose: () => void }): ReactElement {
  const { t } = useTranslation();
  const report = useQuery(api.sync.report.queryOptions({ input: { runId } }));
  return (
    <Modal opened onClose={onClose} title={t("queue.report.title")} size="80rem" transitionProps={{ duration: 0 }}>
      {report.isPending && <Loading />}
      {report.error && <FaultNotice fault={faultOf(report.error)} />}
      {report.data && <Report report={report.data} />}
    </Modal>
  );
}

function Report({ report }: { report: RunReport }): ReactElement {
  const { t } = useTranslation();
  const { run, unitName, counterName, officerName } = report;
  return (
    <Stack data-testid="run-report">
      <div>
        {[unitName, counterName, officerName, formatMoment(run.startedAtUtc)].filter((word) => word).join(" · ")}
      </div>
      <Paper runId={run.id} />
      <h3 className={styles.reportHead}>{t("queue.report.accepted", { count: report.accepted.length })}</h3>
      <table className={styles.report} data-testid="report-accepted">
        <tbody>
          {report.accepted.map((line) => (
            <tr key={line.receiptId}>
              <td>
                <CodeText>{line.provisionalCode}</CodeText>
              </td>
              <td>
                <CodeText>{line.officialCode}</CodeText>
              </td>
              <td>{line.applicantName}</td>
              <td className="tabular">{formatMoment(line.receivedAtUtc)}</td>
              <td>
                <CodeText>{line.receiptId}</CodeText>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3 className={styles.reportHead}>
        {t(`queue.report.${run.kind === "bundle_export" ? "exported" : "notAccepted"}`, {
          count: report.notAccepted.length,
        })}
      </h3>
      <table className={styles.report} data-testid="report-not-accepted">
        <tbody>
          {report.notAccepted.map((line, index) => (
            <tr key={index}>
              <td>
                <CodeText>{line.provisionalCode}</CodeText>
              </td>
              <td>{line.applicantName}</td>
              <td>
                <StateBadge state={line.state} />
              </td>
              <td className={styles.fault}>
                {line.fault && t(`errors.${line.fault.code}.title`, { ...line.fault.facts })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Stack>
  );
}

function Paper({ runId }: { runId: string }): ReactElement {
  const { t } = useTranslation();
  const settings = useQuery(api.system.settings.queryOptions({ staleTime: Infinity }));
  const printer = settings.data?.receiptPrinter ?? null;
  const paper = useMutation({
    networkMode: "always",
    mutationFn: async (to: string | null) => {
      const file = await client.printing.handOver({ runId, printer: to });
      if (to === null) saveFile(file);
    },
  });
  useHotkeys([["ctrl+P", () => paper.mutate(printer)]], []);
  return (
    <Group>
      {printer !== null && (
        <Button
          loading={paper.isPending}
          onClick={() => paper.mutate(printer)}
          rightSection={<KeyHint keys="Ctrl+P" onAccent />}
          data-testid="report-print"
        >
          {t("queue.report.print")}
        </Button>
      )}
      <Button
        variant="default"
        loading={paper.isPending}
        onClick={() => paper.mutate(null)}
        rightSection={printer === null && <KeyHint keys="Ctrl+P" />}
        data-testid="report-save"
      >
        {t("queue.report.save")}
      </Button>
      {paper.isSuccess && (
        <span role="status">{t(`queue.report.${paper.variables === null ? "saved" : "printed"}`)}</span>
      )}
      {paper.error && <FaultNotice fault={faultOf(paper.error)} />}
    </Group>
  );
}
