// The receipt, page by page, as pictures of the very PDF that prints.
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { client, faultOf } from "../../../bridge";
import { EmptyState, FaultNotice, previewUrl } from "../../../components";
import styles from "../intake.module.css";

export interface ReceiptPreviewProps {
  dossierId: string;
  /** What the receipt says beyond the dossier itself; another one is another picture. */
  officialCode: string | null;
}

export function ReceiptPreview({ dossierId, officialCode }: ReceiptPreviewProps): ReactElement {
  const { t } = useTranslation();
  // A key of its own: once printed the next copy would be a reprint, but what is shown is what was printed.
  const preview = useQuery({
    queryKey: ["receipt-preview", dossierId, officialCode],
    queryFn: () => client.printing.preview({ dossierId, form: "receipt" }),
    staleTime: Infinity,
  });
  if (preview.error) {
    const retry = { label: t("app.retry"), run: () => void preview.refetch(), busy: preview.isFetching };
    return (
      <div className={styles.previewPages}>
        <FaultNotice fault={faultOf(preview.error)} action={retry} />
      </div>
    );
  }
  if (!preview.data) return <EmptyState title={t("intake.receipt.drawing")} />;
  const { previewId, pageCount } = preview.data;
  return (
    <div className={styles.previewPages} data-testid="receipt-preview" aria-label={t("intake.receipt.preview")}>
      {Array.from({ length: pageCount }, (_, index) => (
        <img
          key={index}
          src={previewUrl(previewId, index + 1)}
          alt={t("intake.receipt.previewPage", { page: index + 1 })}
        />
      ))}
    </div>
  );
}
