// The gateway's logic on a database, without HTTP: PGlite in memory, or an own PostgreSQL for races.
import { randomUUID } from "node:crypto";
import type { DossierRecord, OperationAnswer, WireOperation, WireReceipt } from "../shared/wire";
import { createCatalogue } from "./catalogue";
import { createChanges } from "./changes";
import { operationOf, recordOf, sha256 } from "./counter-client.fixture";
import type { Counter } from "./counters";
import { createOperations } from "./operations";
import { openPglite } from "./pglite";
import { openPostgres } from "./postgres";
import { startPostgres } from "./postgres-bed.fixture";
import { migrate } from "./schema";
import type { Database } from "./sql";

export type Gateway = Awaited<ReturnType<typeof openGateway>>;

export interface DatabaseBed {
  create(): Promise<Database>;
  stop(): Promise<void>;
}

export const DATABASES: Record<"PGlite" | "PostgreSQL", () => Promise<DatabaseBed>> = {
  PGlite: () => Promise.resolve({ create: () => openPglite(undefined), stop: () => Promise.resolve() }),
  PostgreSQL: async () => {
    const bed = await startPostgres();
    return { create: async () => openPostgres(await bed.createDatabase()), stop: () => bed.stop() };
  },
};

export async function openGateway(database: Database, { mostBytes = Infinity } = {}) {
  await migrate(database);
  const operations = createOperations(database, mostBytes);
  return {
    database,
    operations,
    changes: createChanges(database),
    catalogue: createCatalogue(database, (text) => Promise.resolve(sha256(Buffer.from(text)))),

    async addCounter(machineCode: string, unitCode = "H34.12.5"): Promise<Counter> {
      const counter = { id: randomUUID(), unitCode, unitName: "Xã Đăk Rơ Nga", machineCode };
      await database.query(
        `INSERT INTO counters (id, unit_code, unit_name, machine_code, registered_at_utc) VALUES ($1, $2, $3, $4, $5)`,
        [counter.id, unitCode, counter.unitName, machineCode, new Date().toISOString()],
      );
      return counter;
    },

    async addFiles(...files: Buffer[]): Promise<void> {
      for (const file of files)
        await database.query("INSERT INTO files VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", [
          ...[sha256(file), file.length, new Date().toISOString()],
        ]);
    },

    async receive(counter: Counter, changed: Partial<DossierRecord> = {}): Promise<Received> {
      const record = recordOf([], changed);
      const operation = operationOf(record);
      const receipt = receiptOf(await operations.push(counter, operation));
      return { record, operation, receipt };
    },
  };
}

export interface Received {
  record: DossierRecord;
  operation: WireOperation;
  receipt: WireReceipt;
}

/** @throws when the operation was not carried out */
export function receiptOf(answer: OperationAnswer): WireReceipt {
  if (answer.outcome !== "committed") throw new Error(`not carried out: ${answer.outcome}`);
  return answer.receipt;
}

/** The next operation of a dossier: its record with some fields changed. */
export function amendmentOf(of: Received, changed: Partial<DossierRecord>, wire: Partial<WireOperation> = {}) {
  return operationOf(
    { ...of.record, ...changed },
    {
      ...{ kind: "dossier.amended", dossierId: of.operation.dossierId, sequence: of.operation.sequence + 1 },
      ...{ baseVersion: of.receipt.version, ...wire },
    },
  );
}
