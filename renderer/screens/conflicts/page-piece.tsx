// The piece of the page where the value was read, or the page when it is not known where.
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import type { Conflict } from "../../../shared/contract";
import { api } from "../../bridge";
import { PageCrop, pageImageUrl, readablePageUrl, shownSize } from "../../components";
import styles from "./conflicts.module.css";

interface PagePieceProps {
  dossierId: string;
  page: NonNullable<Conflict["page"]>;
  label: string;
}

const FRAME = { width: 900, height: 160 };

export function PagePiece({ dossierId, page, label }: PagePieceProps): ReactElement | null {
  const pages = useQuery(api.papers.list.queryOptions({ input: { dossierId } }));
  const found = pages.data?.find(({ id }) => id === page.pageId);
  if (!found) return null;
  if (!page.box) return <img className={styles.page} src={pageImageUrl(page.pageId, "screen")} alt={label} />;
  const size = shownSize(found);
  const { left, top, width, height } = page.box;
  const box = {
    x0: left * size.width,
    y0: top * size.height,
    x1: (left + width) * size.width,
    y1: (top + height) * size.height,
  };
  return <PageCrop src={readablePageUrl(found)} page={size} box={box} frame={FRAME} label={label} />;
}
