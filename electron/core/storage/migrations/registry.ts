// All migrations in order. NEW MIGRATION = one file + one line here + its test.
import { counter } from "./0010-counter";
import { dossiers } from "./0020-dossiers";
import { papers } from "./0030-papers";
import { recognition } from "./0040-recognition";
import { printing } from "./0050-printing";
import { sync } from "./0060-sync";
import { register } from "./0070-register";
import { outboxSizes } from "./0080-outbox-sizes";
import { pageHistory } from "./0090-page-history";
import { devices } from "./0100-devices";
import { findings } from "./0110-findings";
import { reading } from "./0120-reading";
import { extraction } from "./0130-extraction";
import { sourceFiles } from "./0140-source-files";
import { syncLife } from "./0150-sync-life";
import type { Migration } from "./migration";

export const MIGRATIONS: readonly Migration[] = [
  counter,
  dossiers,
  papers,
  recognition,
  printing,
  sync,
  register,
  outboxSizes,
  pageHistory,
  devices,
  findings,
  reading,
  extraction,
  sourceFiles,
  syncLife,
];
