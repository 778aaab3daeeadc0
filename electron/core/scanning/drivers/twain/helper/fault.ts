// Why TWAIN did not do what was asked.

/** `condition`: a TWCC name, or one of the helper's own: NODSM, NOWINDOW, NOMEMORY, NOSOURCE, BADPICTURE, NOANSWER, CANCELLED. */
export class TwainFault extends Error {
  constructor(
    readonly condition: string,
    readonly operation: string,
  ) {
    super(`${operation}: ${condition}`);
    this.name = "TwainFault";
  }
}
