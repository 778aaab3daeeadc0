// Indices for the lists and figures of the register: they stay quick with a hundred thousand dossiers.
import type { Migration } from "./migration";

export const register: Migration = {
  version: 70,
  name: "register",
  sql: `
    CREATE INDEX dossiers_by_update ON dossiers (updated_at_utc DESC, id DESC, stage) WHERE stage <> 'discarded';
    CREATE INDEX dossiers_by_reception ON dossiers (received_at_utc) WHERE received_at_utc IS NOT NULL;
    CREATE INDEX dossiers_by_deadline ON dossiers (province_state, due_at_utc) WHERE stage = 'received';
    CREATE INDEX dossiers_by_procedure ON dossiers (procedure_code) WHERE stage = 'received';
    CREATE INDEX pages_by_time ON pages (created_at_utc) WHERE deleted = 0;
  `,
};
