// One search hit.
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { SearchHit } from "../../../shared/contract";
import { CodeText, pageImageUrl, Snippet } from "../../components";
import styles from "./search.module.css";

export function HitLine({ hit, onOpen }: { hit: SearchHit; onOpen: () => void }): ReactElement {
  const { t } = useTranslation();
  const code = hit.officialCode ?? hit.provisionalCode;
  return (
    <button type="button" className={styles.hit} data-row data-where={hit.where} onClick={onOpen}>
      <span className={styles.picture}>
        {hit.pageId && <img src={pageImageUrl(hit.pageId, "thumb")} alt="" loading="lazy" />}
      </span>
      <span className={styles.words}>
        <span>
          <strong>{hit.applicantName || t("search.unnamed")}</strong>
          <span className={styles.faint}> · {hit.procedureName}</span>
        </span>
        <span>
          <span className={styles.where}>{t(`search.where.${hit.where}`)}</span> <Snippet text={hit.snippet} />
        </span>
      </span>
      {code ? <CodeText>{code}</CodeText> : <span className={styles.faint}>{t("search.draft")}</span>}
    </button>
  );
}
