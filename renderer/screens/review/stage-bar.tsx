// Below the picture: how far it is zoomed, and what the keys do on it now.
import { ActionIcon } from "@mantine/core";
import { IconZoomIn, IconZoomOut, IconZoomScan } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { ReviewCommand } from "./review-keys";
import styles from "./review.module.css";
import type { Mode } from "./use-page-review";
import type { Zoom } from "./use-stage";

export interface StageBarProps {
  mode: Mode;
  zoom: Zoom;
  perform: (command: ReviewCommand) => void;
}

const BUTTONS = [
  { by: -1, name: "out", keys: "Ctrl+−", icon: IconZoomOut },
  { by: 0, name: "whole", keys: "Ctrl+0", icon: IconZoomScan },
  { by: 1, name: "in", keys: "Ctrl++", icon: IconZoomIn },
] as const;

export function StageBar({ mode, zoom, perform }: StageBarProps): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles.stageBar}>
      {BUTTONS.map(({ by, name, keys, icon: Icon }) => (
        <ActionIcon
          key={name}
          variant="subtle"
          color="gray"
          aria-label={t(`review.zoom.${name}`)}
          title={`${t(`review.zoom.${name}`)} (${keys})`}
          tabIndex={-1}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => perform({ kind: "zoom", by })}
        >
          <Icon size={18} />
        </ActionIcon>
      ))}
      <span className="tabular">{zoom === 0 ? t("review.zoom.wholeNow") : `${String(zoom * 100)} %`}</span>
      <span className={styles.stageHint}>{t(`review.stageHint.${mode}`)}</span>
    </div>
  );
}
