// Takes a still, has its frame corrected, and sends it to core; the pages taken so far stay whatever happens.
import { useMutation } from "@tanstack/react-query";
import { type RefObject, useState } from "react";
import type { Page, PageCorners, ScanTarget } from "../../shared/contract";
import { client, faultOf, type FaultOf } from "../bridge";
import { cameraFaultOf } from "./camera-fault";
import { INSET_FRAME } from "./corners";
import { stillOf } from "./still";
import { contourOf } from "./use-contour";

export interface Still {
  picture: File;
  /** Of the page; the whole frame is sent when `keepsFrame` is set. */
  corners: PageCorners;
  keepsFrame: boolean;
  /** false: no page was seen, so the whole frame is proposed. */
  isFound: boolean;
}

export interface Capture {
  still: Still | null;
  takenCount: number;
  isSending: boolean;
  fault: FaultOf | null;
  /** Takes the frame that is shown now. */
  take: () => void;
  change: (change: Partial<Still>) => void;
  /** Back to the live picture. */
  discard: () => void;
  accept: () => void;
}

export interface CaptureOptions {
  video: RefObject<HTMLVideoElement | null>;
  cameraName: string;
  target: ScanTarget;
  onPage: (page: Page) => void;
}

export function useCapture({ video, cameraName, target, onPage }: CaptureOptions): Capture {
  const [still, setStill] = useState<Still | null>(null);
  const [takenCount, setTakenCount] = useState(0);
  const [stillFault, setStillFault] = useState<FaultOf | null>(null);
  const send = useMutation({
    networkMode: "always",
    mutationFn: ({ picture, corners, keepsFrame }: Still) =>
      client.scanning.capture({ picture, cameraName, corners: keepsFrame ? null : corners, target }),
    onSuccess(page) {
      setStill(null);
      setTakenCount((count) => count + 1);
      onPage(page);
    },
  });
  const take = async (from: HTMLVideoElement): Promise<void> => {
    try {
      const found = contourOf(from);
      const picture = await stillOf(from);
      setStill({ picture, corners: found ?? INSET_FRAME, keepsFrame: found === null, isFound: found !== null });
      setStillFault(null);
    } catch (error) {
      setStillFault(cameraFaultOf(error));
    }
  };
  return {
    still,
    takenCount,
    isSending: send.isPending,
    fault: send.error ? faultOf(send.error) : stillFault,
    take: () => {
      send.reset();
      if (video.current && video.current.videoWidth > 0) void take(video.current);
    },
    change: (change) => setStill((old) => old && { ...old, ...change }),
    discard() {
      send.reset();
      setStill(null);
    },
    accept: () => still && !send.isPending && send.mutate(still),
  };
}
