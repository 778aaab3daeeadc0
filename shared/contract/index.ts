// THE contract between the window and the office. One line per feature.
import { catalogueContract } from "./catalogue";
import { documentsContract } from "./documents";
import { dossiersContract } from "./dossiers";
import { extractionContract } from "./extraction";
import { papersContract } from "./papers";
import { printingContract } from "./printing";
import { recognitionContract } from "./recognition";
import { scanningContract } from "./scanning";
import { syncContract } from "./sync";
import { systemContract } from "./system";

export const contract = {
  catalogue: catalogueContract,
  documents: documentsContract,
  dossiers: dossiersContract,
  extraction: extractionContract,
  papers: papersContract,
  printing: printingContract,
  recognition: recognitionContract,
  scanning: scanningContract,
  sync: syncContract,
  system: systemContract,
};

export * from "./catalogue";
export * from "./documents";
export * from "./dossiers";
export * from "./extraction";
export * from "./papers";
export * from "./printing";
export * from "./recognition";
export * from "./scanning";
export * from "./sync";
export * from "./system";
export * from "./values";
