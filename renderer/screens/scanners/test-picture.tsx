// The page of a test scan, with what it is in pixels, dpi and millimetres.
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { FilePicture } from "../../components";
import styles from "./scanners.module.css";
import type { TestScan } from "./use-device-actions";

export function TestPicture({ scan }: { scan: TestScan }): ReactElement {
  const { t } = useTranslation();
  const { widthPx, heightPx, resolutionDpi } = scan;
  const millimetres = [widthPx, heightPx].map((px) => Math.round((px / resolutionDpi) * 25.4));
  const facts = { width: widthPx, height: heightPx, dpi: Math.round(resolutionDpi), paper: millimetres.join(" × ") };
  return (
    <figure className={styles.picture} data-testid="device-test-picture">
      <FilePicture file={scan.picture} alt={t("scanners.detail.testPicture")} />
      <figcaption className="tabular">{t("scanners.detail.testResult", facts)}</figcaption>
    </figure>
  );
}
