// The engines there are, and which of them reads. NEW ENGINE = one folder here + its line in this file.
import type { EngineState, Settings } from "../../../../shared/contract";
import type { OcrEngineKind } from "../engine";
import { findTesseract } from "./tesseract";
import { tesseractJsEngine } from "./tesseract-js";

export interface Engines {
  /** The chosen one; the program's own where the chosen one is not there. */
  current(): Promise<OcrEngineKind>;
  /** Looks again for what may have been installed meanwhile. */
  states(): Promise<EngineState[]>;
}

export interface EnginesOptions {
  /** Holds vie.traineddata.gz. */
  tessdataFolder: string;
  chosen: () => Settings["ocrEngine"];
}

export function createEngines({ tessdataFolder, chosen }: EnginesOptions): Engines {
  const own = tesseractJsEngine(tessdataFolder);
  let installed: Promise<OcrEngineKind | undefined> | undefined;
  return {
    async current() {
      if (chosen() === "tesseract.js") return own;
      return (await (installed ??= findTesseract())) ?? own;
    },
    async states() {
      const found = await (installed = findTesseract());
      return [
        { id: "tesseract.js", isAvailable: true, version: own.id },
        { id: "tesseract", isAvailable: found !== undefined, version: found?.id ?? "" },
      ];
    },
  };
}
