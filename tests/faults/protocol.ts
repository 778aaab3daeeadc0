// What the killed process and its killer say to each other.
import type { StartCore } from "../../shared/contract/host";

export interface Order {
  task: "work" | "report";
  start: StartCore;
  /** The image file on the scanner's glass. */
  glass: string;
  run: number;
  /** How long recognition may take to finish before a page counts as stuck. */
  drainMs: number;
}

export type Acknowledged =
  | { kind: "open" }
  | { kind: "draft"; dossierId: string; summary: string }
  | { kind: "page"; dossierId: string; pageId: string }
  | { kind: "received"; dossierId: string; code: string };

export interface Report {
  dossiers: { id: string; stage: string; code: string | null; summary: string }[];
  pages: { id: string; dossierId: string; recognition: string | null; isReadable: boolean }[];
  outbox: { dossierId: string; count: number }[];
  /** What SQLite's own check found. */
  damage: string[];
}
