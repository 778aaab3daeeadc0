// A frame of the live picture: as grey for the search of the page, as JPEG for keeping.
import type { Grey } from "../../shared/vision";

const JPEG_QUALITY = 0.95;

/** @returns null while the video has no frame yet */
export function greyFrame(video: HTMLVideoElement, canvas: HTMLCanvasElement, longestPx: number): Grey | null {
  const { videoWidth, videoHeight } = video;
  if (videoWidth === 0) return null;
  const scale = Math.min(1, longestPx / Math.max(videoWidth, videoHeight));
  const widthPx = Math.round(videoWidth * scale);
  const heightPx = Math.round(videoHeight * scale);
  canvas.width = widthPx;
  canvas.height = heightPx;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) return null;
  context.drawImage(video, 0, 0, widthPx, heightPx);
  return { data: toGrey(context.getImageData(0, 0, widthPx, heightPx).data), widthPx, heightPx };
}

/** The whole frame in the camera's own resolution. */
export async function stillOf(video: HTMLVideoElement): Promise<File> {
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", JPEG_QUALITY));
  if (!blob) throw new DOMException("the frame gave no picture", "NotReadableError");
  return new File([blob], "capture.jpg", { type: "image/jpeg" });
}

/** Rec. 601 luma in whole numbers. */
function toGrey(rgba: Uint8ClampedArray): Uint8Array {
  const grey = new Uint8Array(rgba.length / 4);
  for (let at = 0, from = 0; at < grey.length; at++, from += 4)
    grey[at] = ((rgba[from] ?? 0) * 77 + (rgba[from + 1] ?? 0) * 150 + (rgba[from + 2] ?? 0) * 29) >> 8;
  return grey;
}
