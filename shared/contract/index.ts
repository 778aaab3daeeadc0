// THE contract between the window and the office. One line per feature.
import { catalogueContract } from "./catalogue";
import { dossiersContract } from "./dossiers";
import { papersContract } from "./papers";
import { printingContract } from "./printing";
import { recognitionContract } from "./recognition";
import { scanningContract } from "./scanning";
import { syncContract } from "./sync";
import { systemContract } from "./system";

export const contract = {
  catalogue: catalogueContract,
  dossiers: dossiersContract,
  papers: papersContract,
  printing: printingContract,
  recognition: recognitionContract,
  scanning: scanningContract,
  sync: syncContract,
  system: systemContract,
};

export * from "./catalogue";
export * from "./dossiers";
export * from "./papers";
export * from "./printing";
export * from "./recognition";
export * from "./scanning";
export * from "./sync";
export * from "./system";
export * from "./values";
