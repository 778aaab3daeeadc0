// One HTTP exchange, as the rest of sync sees it: whole request, whole answer.

export interface HttpRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: Uint8Array;
}

export interface HttpAnswer {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: Buffer;
}

export interface ExchangeLimits {
  /** Ends the exchange at once. */
  signal: AbortSignal;
  /** Of the answer's body; a longer one is an error. */
  mostBytes: number;
}

/**
 * Sends one request; follows no redirect. Rejects with what the network said: line.ts gives it a code.
 * @throws AnswerTooLarge
 */
export type Exchange = (request: HttpRequest, limits: ExchangeLimits) => Promise<HttpAnswer>;

export class AnswerTooLarge extends Error {}
