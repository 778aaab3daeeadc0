// What the office that scans and the test that kills it say to each other.
import type { DriverName, Fault } from "../../../shared/contract";
import type { StartCore } from "../../../shared/contract/host";

export interface Device {
  driver: DriverName;
  deviceId: string;
}

export type Order =
  | { kind: "start"; start: StartCore; imageProcess: string }
  /** A device to be typed in where the driver needs it, and a dossier of so many components. */
  | { kind: "prepare"; device: Device; address: string | null; components: number }
  | { kind: "scan"; device: Device; dossierId: string; componentId: string };

export type Told =
  | { kind: "started" }
  | { kind: "prepared"; device: Device; dossierId: string; componentIds: string[] }
  /** Only after the office has told the window. */
  | { kind: "page"; pageId: string }
  | { kind: "finished"; fault: Fault | null };
