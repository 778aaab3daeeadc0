// Looks for the page in the live picture, a few times a second.
import { type RefObject, useEffect, useState } from "react";
import type { PageCorners } from "../../shared/contract";
import { findPageCorners } from "../../shared/vision";
import { trimmed } from "./corners";
import { greyFrame } from "./still";

const EVERY_MS = 250;
const LONGEST_PX = 640;

export function useContour(video: RefObject<HTMLVideoElement | null>, isLive: boolean): PageCorners | null {
  const [corners, setCorners] = useState<PageCorners | null>(null);
  useEffect(() => {
    if (!isLive) return;
    const canvas = document.createElement("canvas");
    const timer = setInterval(() => {
      const frame = video.current && greyFrame(video.current, canvas, LONGEST_PX);
      setCorners(frame && findPageCorners(frame));
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [video, isLive]);
  return corners;
}

/** The same look at the very frame that was taken. */
export function contourOf(video: HTMLVideoElement): PageCorners | null {
  const frame = greyFrame(video, document.createElement("canvas"), LONGEST_PX);
  const corners = frame && findPageCorners(frame);
  return corners && trimmed(corners);
}
