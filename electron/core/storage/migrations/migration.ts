/** One step of the schema. Released migrations are never edited; the next one gets the next ten. */
export interface Migration {
  /** Multiples of ten; kept in PRAGMA user_version. */
  version: number;
  name: string;
  sql: string;
}
