import { implement } from "@orpc/server";
import { RPCHandler } from "@orpc/server/message-port";
import { QueryClient } from "@tanstack/react-query";
import { afterEach, expect, it, vi } from "vitest";
import { systemContract, type Change } from "../../shared/contract";
import { api, connection } from "./client";
import { ChangeWatcher } from "./watch";

const open: MessagePort[] = [];

/** A core that tells of these changes and then keeps the stream open, as the real one does. */
function startCore(changes: readonly Change[]): void {
  const os = implement(systemContract);
  const watch = os.watch.handler(async function* ({ signal }) {
    yield* changes;
    await new Promise((resolve) => signal?.addEventListener("abort", resolve));
  });
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  new RPCHandler({ system: { watch } }).upgrade(port1);
  port1.start();
  connection.attach(port2);
}

function watchedQueries(): QueryClient {
  const queries = new QueryClient();
  queries.setQueryData(api.dossiers.today.queryKey(), { drafts: 0 } as never);
  queries.setQueryData(api.catalogue.info.queryKey(), { version: "1" } as never);
  return queries;
}

const isStale = (queries: QueryClient, queryKey: readonly unknown[]): boolean | undefined =>
  queries.getQueryState(queryKey)?.isInvalidated;

afterEach(() => {
  connection.lose();
  for (const port of open.splice(0)) port.close();
});

it("has only what a change touches asked again, once for a whole run of changes", async () => {
  const queries = watchedQueries();
  const invalidate = vi.spyOn(queries, "invalidateQueries");
  startCore(Array.from({ length: 20 }, () => ({ topic: "papers" as const, id: null })));
  const watcher = new ChangeWatcher(queries);
  watcher.restart();
  queries.setQueryData(api.dossiers.today.queryKey(), { drafts: 1 } as never);
  queries.setQueryData(api.catalogue.info.queryKey(), { version: "2" } as never);
  invalidate.mockClear();
  await vi.waitFor(() => expect(isStale(queries, api.dossiers.today.queryKey())).toBe(true));
  expect(isStale(queries, api.catalogue.info.queryKey())).toBe(false);
  expect(invalidate).toHaveBeenCalledTimes(2);
});

it("has everything asked again when core has started anew", () => {
  const queries = watchedQueries();
  new ChangeWatcher(queries).restart();
  expect(isStale(queries, api.catalogue.info.queryKey())).toBe(true);
});
