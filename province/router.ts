// Joins the contract with what carries it out.
import { implement } from "@orpc/server";
import { provinceContract } from "../shared/wire";
import type { Changes } from "./changes";
import type { Counters } from "./counters";
import type { Operations } from "./operations";
import { listDossiers } from "./register";
import type { Database } from "./sql";
import type { StoredFiles } from "./storage/stored-files";

export interface ProvinceServices {
  database: Database;
  counters: Counters;
  operations: Operations;
  changes: Changes;
  files: StoredFiles;
}

/** The caller's Authorization header. */
export interface CallContext {
  authorization: string | undefined;
}

const province = implement(provinceContract).$context<CallContext>();

export function createRouter({ database, counters, operations, changes, files }: ProvinceServices) {
  const asCounter = (context: CallContext) => counters.authorise(context.authorization);
  return province.router({
    counters: {
      register: province.counters.register.handler(({ input }) => counters.register(input)),
      session: province.counters.session.handler(async ({ context }) => ({
        counterId: (await asCounter(context)).id,
        nowUtc: new Date().toISOString(),
      })),
    },
    operations: {
      push: province.operations.push.handler(async ({ input, context }) =>
        operations.push(await asCounter(context), input),
      ),
      commit: province.operations.commit.handler(async ({ input, context }) =>
        operations.commit(await asCounter(context), input.opId),
      ),
    },
    files: {
      status: province.files.status.handler(async ({ input, context }) => {
        await asCounter(context);
        return { sha256: input.sha256, stored: await files.has(input.sha256) };
      }),
    },
    changes: {
      list: province.changes.list.handler(async ({ input, context }) => changes.list(await asCounter(context), input)),
    },
    admin: {
      dossiers: province.admin.dossiers.handler(({ input, context }) => {
        counters.authoriseClerk(context.authorization);
        return listDossiers(database, input);
      }),
      setState: province.admin.setState.handler(({ input, context }) => {
        counters.authoriseClerk(context.authorization);
        return changes.setState(input);
      }),
    },
  });
}
