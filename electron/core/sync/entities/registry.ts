// The only file that knows all entities. NEW ENTITY = one folder + one line here.
import { amendedDossier, receivedDossier, supplementedDossier } from "./dossiers";

export const ENTITIES = {
  [receivedDossier.kind]: receivedDossier,
  [supplementedDossier.kind]: supplementedDossier,
  [amendedDossier.kind]: amendedDossier,
} as const;

export type OperationKind = keyof typeof ENTITIES;
export type SourceOf<Kind extends OperationKind> = Parameters<(typeof ENTITIES)[Kind]["toWire"]>[0];
