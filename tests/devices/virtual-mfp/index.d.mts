// Types of the virtual device for the tests of core, which are compiled without JavaScript.
export interface VirtualMfpOptions {
  /** A folder of JPEG or PNG files (by name), their paths, or their bytes; the first lies on the glass too. */
  pages: string | readonly (string | Uint8Array)[];
  /** Resolution of the pages given; 200 dpi. */
  resolutionDpi?: number;
  host?: string;
  /** 0: any free one. */
  port?: number;
  name?: string;
  uuid?: string;
  /** For each sheet: 2,400 ms is a device of 25 pages a minute. */
  delayMs?: number;
  /** HTTPS with a certificate of its own, made by the openssl program. */
  isSecure?: boolean;
  /** By multicast DNS. */
  isAdvertised?: boolean;
  /** Pages, all JPEG then, go out as they were given, whatever resolution, colours and region were asked for. */
  asIs?: boolean;
  /** How the end of the feeder is told; 404. */
  endOfFeeder?: 404 | 409 | 410;
  formats?: readonly string[];
  resolutionsDpi?: readonly number[];
  detectsDoubleFeed?: boolean;
}

export interface MfpFault {
  /** See README.md. */
  kind: string;
  /** Which answer lies; "page" by default. */
  on?: "capabilities" | "status" | "job" | "page";
  /** From 1, counted in images within the job. */
  atPage?: number;
  times?: number;
}

export interface VirtualMfp {
  readonly name: string;
  readonly uuid: string;
  /** Ends with /eSCL. */
  readonly url: string;
  /** Sheets that left the feeder since the start. */
  readonly sheetsFed: number;
  /** "GET /eSCL/ScannerStatus 200", oldest first. */
  readonly requests: readonly string[];
  /** Bytes of request bodies that reached the device. */
  readonly bodyBytes: number;
  /** Hex; null without TLS. */
  readonly certificateSha256: string | null;
  /** Lays sheets into the feeder in place of what is there (the first ones by default) and mends every fault. */
  load(pages?: VirtualMfpOptions["pages"]): void;
  setFault(fault: MfpFault | null): void;
  setDelay(delayMs: number): void;
  /** Every connection is cut and refused until it is plugged in again, at the same address. */
  unplug(): Promise<void>;
  plug(): Promise<number>;
  renewCertificate(): void;
  close(): Promise<void>;
}

export function startVirtualMfp(options: VirtualMfpOptions): Promise<VirtualMfp>;

/** Small A4 pages (75 dpi) that carry their number, from `first` (1) to 4,095, as black squares. */
export function numberedPages(count: number, options?: { first?: number }): Promise<Buffer[]>;
/** Numbers of scanned numbered pages, at any resolution. */
export function readPageNumbers(pictures: readonly Uint8Array[]): Promise<number[]>;

/** The device name for scanimage under the environment of `makeAirscan`. */
export const AIRSCAN_DEVICE: string;
/** A SANE configuration in `folder` with nothing but this device; returns the environment for scanimage. */
export function makeAirscan(folder: string, url: string): Record<string, string>;
