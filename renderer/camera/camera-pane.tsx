// The document camera: live picture with the page found in it, a still whose frame can be corrected, and on to core.
import { Button, Select, Switch } from "@mantine/core";
import {
  type CSSProperties,
  type MouseEvent,
  type ReactElement,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useRef,
} from "react";
import { useTranslation } from "react-i18next";
import type { Page, ScanTarget } from "../../shared/contract";
import { FaultNotice, FilePicture, KeyHint, Loading } from "../components";
import styles from "./camera.module.css";
import { CornerOverlay } from "./corner-overlay";
import { type FrameSize, frameSizes, sizeKey } from "./resolutions";
import { type Camera, useCamera } from "./use-camera";
import { useCameras } from "./use-cameras";
import { type Capture, type Still, useCapture } from "./use-capture";
import { useContour } from "./use-contour";
import { usePaneKeys } from "./use-pane-keys";

interface CameraPaneProps {
  target: ScanTarget;
  /** Label of the camera, for instance of a profile with the driver "camera"; absent: the one used last. */
  cameraName?: string;
  /** The page is durable; the pane stays open for the next one. */
  onPage: (page: Page) => void;
  onClose: () => void;
}

export function CameraPane({ target, cameraName, onPage, onClose }: CameraPaneProps): ReactElement {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const camera = useCamera(cameraName ?? null);
  const capture = useCapture({ video, cameraName: camera.label, target, onPage });
  const { still } = capture;
  // A list or a button that has the focus would take Space and Enter for itself.
  const pane = useRef<HTMLElement>(null);
  const takeFocus = (): void => pane.current?.focus();
  useEffect(() => pane.current?.focus(), []);
  usePaneKeys({
    space: () => (still ? capture.discard() : capture.take()),
    enter: capture.accept,
    escape: () => (still ? capture.discard() : onClose()),
    keepFrame: () => still && capture.change({ keepsFrame: !still.keepsFrame }),
  });
  return (
    <section ref={pane} tabIndex={-1} className={styles.pane} aria-label={t("camera.title")} data-testid="camera-pane">
      <CameraHead camera={camera} takenCount={capture.takenCount} onClose={onClose} onChosen={takeFocus} />
      <div className={styles.stage}>
        {camera.fault && <CameraFault camera={camera} takenCount={capture.takenCount} />}
        {!camera.fault && !camera.stream && <Loading />}
        {camera.stream && <LivePicture camera={camera} video={video} isHidden={still !== null} />}
        {still && camera.size && <StillPicture still={still} size={camera.size} onChange={capture.change} />}
      </div>
      {capture.fault && <FaultNotice fault={capture.fault} />}
      <CameraFoot capture={capture} isLive={camera.stream !== null} />
    </section>
  );
}

interface CameraHeadProps {
  camera: Camera;
  takenCount: number;
  onClose: () => void;
  onChosen: () => void;
}

function CameraHead({ camera, takenCount, onClose, onChosen }: CameraHeadProps): ReactElement {
  const { t } = useTranslation();
  const cameras = useCameras();
  const { label, size } = camera;
  const sizes = size ? [...new Set([...camera.sizes, ...frameSizes({}, size)].map(sizeKey))] : [];
  const resize = (key: string | null): void => {
    const chosen = camera.sizes.find((each) => sizeKey(each) === key);
    if (chosen) camera.resize(chosen);
    onChosen();
  };
  return (
    <div className={styles.head}>
      <Select
        size="xs"
        w={300}
        aria-label={t("camera.device")}
        placeholder={t("camera.none")}
        data={[...new Set(label ? [...cameras, label] : cameras)]}
        value={label || null}
        allowDeselect={false}
        onChange={(chosen) => {
          if (chosen) camera.choose(chosen);
          onChosen();
        }}
        data-testid="camera-device"
      />
      <Select
        size="xs"
        w={150}
        aria-label={t("camera.resolution")}
        data={sizes}
        value={size && sizeKey(size)}
        allowDeselect={false}
        onChange={resize}
        data-testid="camera-resolution"
      />
      <span className={styles.count} role="status" data-testid="camera-count">
        {takenCount > 0 && t("camera.taken", { count: takenCount })}
      </span>
      <Button size="compact-md" variant="subtle" color="gray" onMouseDown={keepFocus} onClick={onClose}>
        {t("camera.close")}&nbsp;
        <KeyHint keys="Esc" />
      </Button>
    </div>
  );
}

function CameraFault({ camera, takenCount }: Pick<CameraHeadProps, "camera" | "takenCount">): ReactElement | null {
  const { t } = useTranslation();
  if (!camera.fault) return null;
  return (
    <div className={styles.fault}>
      <FaultNotice
        fault={camera.fault}
        {...(takenCount > 0 ? { safe: t("camera.safe", { count: takenCount }) } : {})}
        action={{ label: t("app.retry"), run: camera.reopen }}
      />
    </div>
  );
}

interface LivePictureProps {
  camera: Camera;
  video: RefObject<HTMLVideoElement | null>;
  isHidden: boolean;
}

function LivePicture({ camera, video, isHidden }: LivePictureProps): ReactElement {
  const { t } = useTranslation();
  const { stream, size } = camera;
  const own = useRef<HTMLVideoElement>(null);
  useImperativeHandle<HTMLVideoElement | null, HTMLVideoElement | null>(video, () => own.current, []);
  useEffect(() => {
    if (own.current) own.current.srcObject = stream;
  }, [stream]);
  const corners = useContour(video, !isHidden);
  return (
    <div
      className={styles.picture}
      style={fittingBox(size)}
      hidden={isHidden}
      data-testid="camera-live"
      data-found={corners !== null}
    >
      <video ref={own} autoPlay muted playsInline aria-label={t("camera.live")} />
      {corners && <CornerOverlay corners={corners} />}
    </div>
  );
}

interface StillPictureProps {
  still: Still;
  size: FrameSize;
  onChange: Capture["change"];
}

function StillPicture({ still, size, onChange }: StillPictureProps): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles.picture} style={fittingBox(size)} data-testid="camera-still">
      <FilePicture file={still.picture} alt={t("camera.still")} />
      {!still.keepsFrame && <CornerOverlay corners={still.corners} onChange={(corners) => onChange({ corners })} />}
    </div>
  );
}

function CameraFoot({ capture, isLive }: { capture: Capture; isLive: boolean }): ReactElement {
  const { t } = useTranslation();
  const { still } = capture;
  if (!still)
    return (
      <div className={styles.foot}>
        <span className={styles.hint}>{t("camera.hint")}</span>
        <Button
          disabled={!isLive}
          onMouseDown={keepFocus}
          onClick={capture.take}
          rightSection={<KeyHint keys="Space" onAccent />}
          data-testid="camera-take"
        >
          {t("camera.take")}
        </Button>
      </div>
    );
  return (
    <div className={styles.foot}>
      <FrameChoice still={still} onChange={capture.change} />
      <span className={styles.hint}>{t(still.isFound ? "camera.cornersHint" : "camera.notFound")}</span>
      <Button
        variant="default"
        onMouseDown={keepFocus}
        onClick={capture.discard}
        rightSection={<KeyHint keys="Space" />}
        data-testid="camera-again"
      >
        {t("camera.again")}
      </Button>
      <Button
        loading={capture.isSending}
        onMouseDown={keepFocus}
        onClick={capture.accept}
        rightSection={<KeyHint keys="Enter" onAccent />}
        data-testid="camera-accept"
      >
        {t("camera.accept")}
      </Button>
    </div>
  );
}

function FrameChoice({ still, onChange }: Pick<StillPictureProps, "still" | "onChange">): ReactElement {
  const { t } = useTranslation();
  const label = (
    <>
      {t("camera.keepFrame")} <KeyHint keys="K" />
    </>
  );
  return (
    <Switch
      label={label}
      checked={still.keepsFrame}
      onMouseDown={keepFocus}
      onChange={(event) => onChange({ keepsFrame: event.currentTarget.checked })}
      data-testid="camera-keep-frame"
    />
  );
}

/** As large as the stage allows, in the shape of the camera's frame. */
function fittingBox(size: FrameSize | null): CSSProperties {
  const ratio = size && size.heightPx > 0 ? size.widthPx / size.heightPx : 4 / 3;
  return { aspectRatio: ratio, width: `min(100cqw, calc(100cqh * ${String(ratio)}))` };
}

/** A button clicked by mouse takes no focus: Space and Enter stay those of the pane. */
function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}
