// Opens a camera at its highest resolution, follows it until it is pulled out, and closes it with the pane.
import { useCallback, useEffect, useEffectEvent, useState } from "react";
import type { FaultOf } from "../bridge";
import { CAMERA_GONE, cameraFaultOf } from "./camera-fault";
import { type FrameSize, frameSizes } from "./resolutions";
import { listCameras, rememberCamera, rememberedCamera } from "./use-cameras";

export interface Camera {
  /** null while it is being opened, and after a fault. */
  stream: MediaStream | null;
  label: string;
  size: FrameSize | null;
  sizes: readonly FrameSize[];
  fault: FaultOf | null;
  choose: (label: string) => void;
  resize: (size: FrameSize) => void;
  /** Tries again after a fault. */
  reopen: () => void;
}

interface Opened {
  stream: MediaStream;
  label: string;
  size: FrameSize;
  sizes: readonly FrameSize[];
}

/** More than any camera has: the browser then takes the largest there is. */
const LARGEST_PX = 10_000;

/** @param wanted label of a profile's camera; null: the one used last, else the first */
export function useCamera(wanted: string | null): Camera {
  const [request, setRequest] = useState({ label: wanted ?? rememberedCamera(), attempt: 1 });
  const [opened, setOpened] = useState<Opened | null>(null);
  const [fault, setFault] = useState<FaultOf | null>(null);
  const fail = useEffectEvent((why: FaultOf) => {
    setOpened(null);
    setFault(why);
  });
  useEffect(() => {
    const own = new AbortController();
    void openCamera(request.label, own.signal).then(
      (camera) => {
        if (!camera) return;
        setFault(null);
        setOpened(camera);
        const [track] = camera.stream.getVideoTracks();
        track?.addEventListener("ended", () => fail(CAMERA_GONE), { signal: own.signal });
      },
      (error: unknown) => own.signal.aborted || fail(cameraFaultOf(error)),
    );
    return () => own.abort();
  }, [request]);
  const resize = useCallback(
    (size: FrameSize) => {
      const [track] = opened?.stream.getVideoTracks() ?? [];
      if (!track || !opened) return;
      const { widthPx, heightPx } = size;
      const constraints = { width: { ideal: widthPx }, height: { ideal: heightPx } };
      void track.applyConstraints(constraints).then(
        () => setOpened({ ...opened, size: sizeOf(track) }),
        (error: unknown) => setFault(cameraFaultOf(error)),
      );
    },
    [opened],
  );
  return {
    stream: opened?.stream ?? null,
    label: opened?.label ?? request.label ?? "",
    size: opened?.size ?? null,
    sizes: opened?.sizes ?? [],
    fault,
    choose: (label) => setRequest(({ attempt }) => ({ label, attempt: attempt + 1 })),
    resize,
    reopen: () => setRequest(({ label, attempt }) => ({ label, attempt: attempt + 1 })),
  };
}

/** null: given up meanwhile; what was opened is closed again. */
async function openCamera(label: string | null, signal: AbortSignal): Promise<Opened | null> {
  const wanted = (await listCameras()).find((camera) => camera.label === label);
  const video: MediaTrackConstraints = { width: { ideal: LARGEST_PX }, height: { ideal: LARGEST_PX } };
  if (wanted) video.deviceId = { exact: wanted.deviceId };
  const stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
  const close = (): void => stream.getTracks().forEach((each) => each.stop());
  const [track] = stream.getVideoTracks();
  if (signal.aborted || !track) {
    close();
    return null;
  }
  signal.addEventListener("abort", close, { once: true });
  rememberCamera(track.label);
  const size = sizeOf(track);
  return { stream, label: track.label, size, sizes: frameSizes(track.getCapabilities(), size) };
}

function sizeOf(track: MediaStreamTrack): FrameSize {
  const { width = 0, height = 0 } = track.getSettings();
  return { widthPx: width, heightPx: height };
}
