// Which cameras there are, by label: the browser's own ids change, the label is what the officer knows.
import { useEffect, useState } from "react";

/** Labels of the cameras, kept up as they are plugged in and out. */
export function useCameras(): readonly string[] {
  const [labels, setLabels] = useState<readonly string[]>([]);
  useEffect(() => {
    let isGone = false;
    const look = (): void => {
      void listCameras().then((cameras) => isGone || setLabels(cameras.map(({ label }) => label)));
    };
    look();
    navigator.mediaDevices.addEventListener("devicechange", look);
    return () => {
      isGone = true;
      navigator.mediaDevices.removeEventListener("devicechange", look);
    };
  }, []);
  return labels;
}

export async function listCameras(): Promise<MediaDeviceInfo[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(({ kind, label }) => kind === "videoinput" && label !== "");
}

const REMEMBERED = "camera.label";

export function rememberedCamera(): string | null {
  return localStorage.getItem(REMEMBERED);
}

export function rememberCamera(label: string): void {
  localStorage.setItem(REMEMBERED, label);
}
