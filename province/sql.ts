// The small part of SQL that the province needs; PGlite and PostgreSQL both stand behind it.

export interface Sql {
  /** Parameters are bound ($1, $2, …), never written into the text. */
  query<Row>(text: string, parameters?: unknown[]): Promise<Row[]>;
}

export interface Database extends Sql {
  /** Commits when `work` returns; what it throws rolls everything back. */
  transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>;
  /** Several statements at once, without parameters, in one transaction. */
  execute(script: string): Promise<void>;
  close(): Promise<void>;
}

/** SQLSTATE of what the database throws; undefined for anything else. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
