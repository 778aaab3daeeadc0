// Where the next page of a batch stands: the first one where the officer said, each further one after the one before.
import type { Page } from "../../../shared/contract";
import type { PagePlace } from "../papers";
import type { Route, Target } from "./target";

const END = { kind: "end" } as const;

export class PlaceOfNext {
  #route: Route;
  #place: PagePlace;

  constructor({ dossierId, componentId, place = END }: Target) {
    this.#route = { dossierId, componentId };
    this.#place = place;
  }

  get route(): Route {
    return this.#route;
  }

  get place(): PagePlace {
    return this.#place;
  }

  /** @param page the one just stored; behind a hidden sheet nothing can stand */
  follow(page: Page): void {
    if (this.#place.kind === "end" || page.deleted) return;
    // A page that was replaced may have been moved meanwhile: those that follow belong beside their first one.
    if (this.#place.kind === "replace") this.#route = { dossierId: page.dossierId, componentId: page.componentId };
    this.#place = { kind: "after", pageId: page.id };
  }

  /** A sign among the pages leads elsewhere: there, pages go to the end. */
  goTo(route: Route): void {
    this.#route = route;
    this.#place = END;
  }
}
