// Handlers of the papers part of the contract.
import { implement } from "@orpc/server";
import { papersContract } from "../../../shared/contract";
import type { PapersService } from "./papers";

export function papersRoutes(papers: PapersService) {
  const os = implement(papersContract);
  return {
    list: os.list.handler(({ input }) => papers.listPages(input.dossierId)),
    assign: os.assign.handler(({ input }) => papers.assign(input.pageIds, input.componentId)),
    remove: os.remove.handler(({ input }) => papers.remove(input.pageIds)),
    restore: os.restore.handler(({ input }) => papers.restore(input.pageIds)),
  };
}
