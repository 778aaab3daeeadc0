// How the device and our job are (Mopria eSCL 2.6, ScannerStatus).
import { childrenOf, numberOf, parseXml, textOf } from "./xml";

export interface EsclStatus {
  /** Of the device. */
  state: string | undefined;
  adfState: string | undefined;
  job: JobStatus | undefined;
}

export interface JobStatus {
  state: string | undefined;
  imagesCompleted: number | undefined;
}

const MOST_IMAGES = 100_000;

/** @param jobPath of our job on the device @throws Error when it is no such document */
export function parseStatus(xml: Uint8Array, jobPath: string): EsclStatus {
  const root = parseXml(xml, "ScannerStatus");
  const id = lastPart(jobPath);
  const ours = childrenOf(root, "Jobs", "JobInfo").find(
    (info) => lastPart(textOf(info, "JobUri") ?? "") === id || textOf(info, "JobUuid") === id,
  );
  return {
    state: textOf(root, "State"),
    adfState: textOf(root, "AdfState"),
    job:
      ours === undefined
        ? undefined
        : { state: textOf(ours, "JobState"), imagesCompleted: count(numberOf(ours, "ImagesCompleted")) },
  };
}

function count(value: number | undefined): number | undefined {
  return value !== undefined && Number.isInteger(value) && value >= 0 && value <= MOST_IMAGES ? value : undefined;
}

function lastPart(path: string): string {
  return path.replace(/\/+$/, "").split("/").at(-1) ?? "";
}
