// The typed client: plain calls, and the same calls as react-query options.
import { createORPCClient } from "@orpc/client";
import type { ContractRouterClient } from "@orpc/contract";
import { createTanstackQueryUtils } from "@orpc/tanstack-query";
import { QueryClient } from "@tanstack/react-query";
import type { contract } from "../../shared/contract";
import { CoreConnection } from "./connection";

export const connection = new CoreConnection();

/** Plain calls and streams: `await client.dossiers.start()`. */
export const client: ContractRouterClient<typeof contract> = createORPCClient(connection);

/** The same as options: `useQuery(api.dossiers.get.queryOptions({ input }))`. */
export const api = createTanstackQueryUtils(client);

// Core sits on this PC: being "offline" in the browser's sense must never hold a call back.
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode: "always", retry: false, staleTime: 30_000, refetchOnWindowFocus: false },
    mutations: { networkMode: "always", retry: false },
  },
});
