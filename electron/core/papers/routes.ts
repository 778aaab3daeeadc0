// Handlers of the papers part of the contract.
import { implement } from "@orpc/server";
import { papersContract } from "../../../shared/contract";
import type { PapersService } from "./ports";

export function papersRoutes(papers: PapersService) {
  const os = implement(papersContract);
  return {
    list: os.list.handler(({ input }) => papers.listPages(input.dossierId)),
    removed: os.removed.handler(({ input }) => papers.listRemoved(input.dossierId)),
    move: os.move.handler(({ input }) => papers.move(input)),
    rotate: os.rotate.handler(({ input }) => papers.rotate(input.pageIds, input.quarterTurns)),
    remove: os.remove.handler(({ input }) => papers.remove(input.pageIds)),
    restore: os.restore.handler(({ input }) => papers.restore(input.pageIds)),
    split: os.split.handler(({ input }) => papers.split(input.firstPageId, input.into)),
    merge: os.merge.handler(({ input }) => papers.merge(input.fromComponentId, input.intoComponentId)),
    joinCard: os.joinCard.handler(({ input }) => papers.joinCard(input.frontPageId, input.backPageId)),
    acceptFindings: os.acceptFindings.handler(({ input }) => papers.acceptFindings(input.pageIds, input.kinds)),
    history: os.history.handler(({ input }) => papers.history(input.dossierId)),
    undo: os.undo.handler(({ input }) => papers.undo(input.dossierId)),
    redo: os.redo.handler(({ input }) => papers.redo(input.dossierId)),
  };
}
