// Handlers of the catalogue's part of the contract.
import { implement } from "@orpc/server";
import { catalogueContract } from "../../../shared/contract";
import type { Catalogue } from "./catalogue";

export function catalogueRoutes(catalogue: Catalogue) {
  const os = implement(catalogueContract);
  return {
    info: os.info.handler(() => catalogue.info()),
    search: os.search.handler(({ input }) => catalogue.search(input)),
    get: os.get.handler(({ input }) => catalogue.get(input.code)),
  };
}
