/** One kind of operation: how what happened here becomes the payload that the province reads. */
export interface Entity<Source> {
  /** Permanent: operations of this kind wait on disks in the field. */
  kind: string;
  toWire(source: Source): Record<string, unknown>;
}
