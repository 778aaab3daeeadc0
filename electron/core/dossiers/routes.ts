// Handlers of the dossiers part of the contract.
import { implement } from "@orpc/server";
import { dossiersContract } from "../../../shared/contract";
import type { DossiersService } from "./dossiers";

export function dossiersRoutes(dossiers: DossiersService) {
  const os = implement(dossiersContract);
  return {
    start: os.start.handler(() => dossiers.start()),
    get: os.get.handler(({ input }) => dossiers.get(input.id)),
    findByCode: os.findByCode.handler(({ input }) => dossiers.findByCode(input.code)),
    list: os.list.handler(({ input }) => dossiers.list(input)),
    today: os.today.handler(() => dossiers.today()),
    saveDraft: os.saveDraft.handler(({ input }) => dossiers.saveDraft(input)),
    discardDraft: os.discardDraft.handler(({ input }) => dossiers.discardDraft(input.id)),
    restoreDraft: os.restoreDraft.handler(({ input }) => dossiers.restoreDraft(input.id)),
    readCard: os.readCard.handler(({ input }) => dossiers.readCard(input.payload)),
    setComponent: os.setComponent.handler(({ input }) => dossiers.setComponent(input)),
    addComponent: os.addComponent.handler(({ input }) => dossiers.addComponent(input.dossierId, input.name)),
    amend: os.amend.handler(({ input }) => dossiers.amend(input)),
    complete: os.complete.handler(({ input }) => dossiers.complete(input.id)),
  };
}
