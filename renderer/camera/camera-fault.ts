// What went wrong with a camera, as a code that has words.
import type { FaultOf } from "../bridge";

/**
 * Names of the errors of getUserMedia.
 * @see https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia
 */
const CODES: Readonly<Record<string, FaultOf["code"]>> = {
  NotFoundError: "CAMERA_NOT_FOUND",
  OverconstrainedError: "CAMERA_NOT_FOUND",
  NotAllowedError: "CAMERA_REFUSED",
  SecurityError: "CAMERA_REFUSED",
  NotReadableError: "CAMERA_BUSY",
  AbortError: "CAMERA_BUSY",
};

/** A camera that was pulled out while it was open. */
export const CAMERA_GONE: FaultOf = { code: "CAMERA_NOT_FOUND", facts: {} };

export function cameraFaultOf(error: unknown): FaultOf {
  const name = error instanceof Error ? error.name : "";
  return { code: CODES[name] ?? "CAMERA_NOT_FOUND", facts: { reason: name } };
}
