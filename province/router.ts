// Joins the contract with what carries it out.
import { implement } from "@orpc/server";
import { provinceContract } from "../shared/wire";
import type { Catalogue } from "./catalogue";
import type { Changes } from "./changes";
import type { Bundles } from "./bundles/accept-bundle";
import type { Caller, Counters } from "./counters";
import type { ProvinceKeys } from "./identity/keys";
import { createForwardingQueue } from "./forwarding";
import { findLostReceipts, greet, listCounters, noteKeyGeneration } from "./ledgers";
import { leaseNumbers } from "./official-codes";
import type { Operations } from "./operations";
import { listDossiers } from "./register";
import { listReusablePapers } from "./reusable-papers";
import type { Database } from "./sql";
import type { StoredFiles } from "./storage/stored-files";

export interface ProvinceServices {
  database: Database;
  counters: Counters;
  bundles: Pick<Bundles, "accept">;
  keys: ProvinceKeys;
  operations: Operations;
  changes: Changes;
  catalogue: Catalogue;
  files: Pick<StoredFiles, "has">;
}

export interface CallContext extends Caller {
  /** Of the connection, against guessing. */
  address: string;
}

const province = implement(provinceContract).$context<CallContext>();
const { operations, files, numbers, changes, catalogue, bundles, admin } = province;

export function createRouter(services: ProvinceServices) {
  return province.router({
    counters: routeCounters(services),
    operations: routeOperations(services),
    files: {
      status: files.status.handler(async ({ input, context }) => {
        await services.counters.authorise(context);
        return { sha256: input.sha256, stored: await services.files.has(input.sha256) };
      }),
    },
    numbers: {
      lease: numbers.lease.handler(async ({ input, context }) =>
        leaseNumbers(services.database, await services.counters.authorise(context), input),
      ),
    },
    changes: routeChanges(services),
    catalogue: {
      latest: catalogue.latest.handler(async ({ input, context }) => {
        await services.counters.authorise(context);
        return { package: await services.catalogue.latest(input.have) };
      }),
    },
    bundles: {
      accept: bundles.accept.handler(async ({ input, context }) => {
        await services.counters.authorise(context);
        return { receiptBundle: await services.bundles.accept(input.sha256) };
      }),
    },
    admin: { ...routeClerk(services), ...routeOperators(services), ...routeForwarding(services) },
  });
}

function routeCounters({ database, counters, keys }: ProvinceServices) {
  const routes = province.counters;
  return {
    register: routes.register.handler(async ({ input, context }) => {
      const { counterId } = await counters.register(input, context.address);
      const { generation, publicIdentity } = await keys.present();
      await noteKeyGeneration(database, counterId, generation);
      return { counterId, province: publicIdentity };
    }),
    challenge: routes.challenge.handler(({ input }) => counters.challenge(input.counterId)),
    token: routes.token.handler(({ input, context }) => counters.token(input, context.address)),
    rotateKey: routes.rotateKey.handler(async ({ input, context }) => {
      const { id: counterId } = await counters.authorise(context);
      await counters.rotateKey(counterId, input);
      return { counterId };
    }),
    session: routes.session.handler(async ({ input, context }) => {
      const counter = await counters.authorise(context);
      const { generation, publicIdentity } = await keys.present();
      const greeting = await greet(database, counter, { ...input, keyGeneration: generation });
      return { ...greeting, province: publicIdentity };
    }),
    lostReceipts: routes.lostReceipts.handler(async ({ input, context }) => ({
      lost: await findLostReceipts(database, await counters.authorise(context), input.receiptIds),
    })),
  };
}

function routeOperations(services: ProvinceServices) {
  return {
    push: operations.push.handler(async ({ input, context }) =>
      services.operations.push(await services.counters.authorise(context), input),
    ),
    commit: operations.commit.handler(async ({ input, context }) =>
      services.operations.commit(await services.counters.authorise(context), input.opId),
    ),
  };
}

function routeChanges(services: ProvinceServices) {
  return {
    list: changes.list.handler(async ({ input, context }) =>
      services.changes.list(await services.counters.authorise(context), input),
    ),
    reusablePapers: changes.reusablePapers.handler(async ({ input, context }) =>
      listReusablePapers(services.database, await services.counters.authorise(context), input),
    ),
  };
}

/** What clerks do to dossiers. */
function routeClerk(services: ProvinceServices) {
  const { counters, database } = services;
  return {
    dossiers: admin.dossiers.handler(({ input, context }) => {
      counters.authoriseClerk(context.authorization);
      return listDossiers(database, input);
    }),
    setState: admin.setState.handler(({ input, context }) => {
      counters.authoriseClerk(context.authorization);
      return services.changes.setState(input);
    }),
    amend: admin.amend.handler(({ input, context }) => {
      counters.authoriseClerk(context.authorization);
      return services.changes.amend(input);
    }),
    addResult: admin.addResult.handler(({ input, context }) => {
      counters.authoriseClerk(context.authorization);
      return services.changes.addResult(input);
    }),
  };
}

/** What IT staff do: counters, codes, the catalogue. */
function routeOperators({ counters, database, catalogue: packages }: ProvinceServices) {
  return {
    publishCatalogue: admin.publishCatalogue.handler(({ input, context }) => {
      counters.authoriseClerk(context.authorization);
      return packages.publish(input.version, input.file);
    }),
    issueCode: admin.issueCode.handler(({ input, context }) => {
      counters.authoriseClerk(context.authorization);
      return counters.issueCode(input);
    }),
    counters: admin.counters.handler(async ({ context }) => {
      counters.authoriseClerk(context.authorization);
      return { counters: await listCounters(database) };
    }),
    revoke: admin.revoke.handler(async ({ input, context, errors }) => {
      counters.authoriseClerk(context.authorization);
      await counters.revoke(input.counterId);
      const [state] = await listCounters(database, input.counterId);
      return state ?? Promise.reject(errors.COUNTER_UNKNOWN());
    }),
  };
}

/** Dossiers that another system has refused. */
function routeForwarding({ counters, database }: ProvinceServices) {
  const queue = createForwardingQueue(database);
  return {
    forwardings: admin.forwardings.handler(async ({ context }) => {
      counters.authoriseClerk(context.authorization);
      return { parked: await queue.listParked() };
    }),
    releaseForwarding: admin.releaseForwarding.handler(async ({ input, context }) => {
      counters.authoriseClerk(context.authorization);
      return { released: await queue.release(input.dossierId) };
    }),
  };
}
