// One page with the text that was read from it, side by side.
import { ActionIcon } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconChevronLeft, IconChevronRight, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PageText } from "../../../shared/contract";
import { api, faultOf, type FaultOf } from "../../bridge";
import { FaultNotice, Loading, pageImageUrl, Panel } from "../../components";
import styles from "./dossier.module.css";
import { neighbour } from "./pages-in-order";

export interface PageViewProps {
  pageId: string;
  pageIds: readonly string[];
  onPage: (pageId: string) => void;
  onClose: () => void;
}

export function PageView({ pageId, pageIds, onPage, onClose }: PageViewProps): ReactElement {
  const { t } = useTranslation();
  const text = useQuery(api.recognition.pageText.queryOptions({ input: { pageId } }));
  const at = pageIds.indexOf(pageId);
  const title =
    at < 0 ? t("dossier.text") : t("dossier.page", { number: `${String(at + 1)}/${String(pageIds.length)}` });
  return (
    <Panel title={title} aside={<PageButtons {...{ pageId, pageIds, onPage, onClose }} />}>
      <div className={styles.pageView} data-testid="page-view">
        <img className={styles.pageImage} src={pageImageUrl(pageId, "screen")} alt={title} />
        <div className={styles.pageText} data-testid="page-text">
          {text.isPending && <Loading />}
          {text.error && <Unread fault={faultOf(text.error)} />}
          {text.data && <ReadText text={text.data} />}
        </div>
      </div>
    </Panel>
  );
}

/** A page of another unit is a picture only: it is not among the pages that are read here. */
function Unread({ fault }: { fault: FaultOf }): ReactElement {
  const { t } = useTranslation();
  if (fault.code === "NOT_FOUND") return <p className={styles.faint}>{t("dossier.readElsewhere")}</p>;
  return <FaultNotice fault={fault} tone="warn" />;
}

function ReadText({ text }: { text: PageText }): ReactElement {
  const { t } = useTranslation();
  if (text.fault) return <FaultNotice fault={text.fault} tone="warn" />;
  if (text.state !== "done") return <p className={styles.faint}>{t(`dossier.reading.${text.state}`)}</p>;
  if (text.text.trim() === "") return <p className={styles.faint}>{t("dossier.noText")}</p>;
  return (
    <>
      {text.confidence !== null && (
        <div className={styles.faint}>{t("dossier.confidence", { percent: Math.round(text.confidence) })}</div>
      )}
      <pre>{text.text}</pre>
    </>
  );
}

function PageButtons({ pageId, pageIds, onPage, onClose }: PageViewProps): ReactElement {
  const { t } = useTranslation();
  const before = neighbour(pageIds, pageId, -1);
  const after = neighbour(pageIds, pageId, 1);
  const go = (id: string | null): void => {
    if (id) onPage(id);
  };
  useHotkeys([
    ["ArrowLeft", () => go(before)],
    ["ArrowRight", () => go(after)],
  ]);
  return (
    <>
      <PageButton label={`${t("dossier.previous")} (←)`} disabled={!before} onClick={() => go(before)}>
        <IconChevronLeft size={18} />
      </PageButton>
      <PageButton label={`${t("dossier.next")} (→)`} disabled={!after} onClick={() => go(after)}>
        <IconChevronRight size={18} />
      </PageButton>
      <PageButton label={`${t("dossier.closePage")} (Esc)`} onClick={onClose}>
        <IconX size={18} />
      </PageButton>
    </>
  );
}

interface PageButtonProps {
  label: string;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function PageButton({ label, disabled = false, onClick, children }: PageButtonProps): ReactElement {
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={label} title={label} disabled={disabled} onClick={onClick}>
      {children}
    </ActionIcon>
  );
}
