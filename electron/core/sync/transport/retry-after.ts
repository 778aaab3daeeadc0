// How long a busy province asks to be left alone (RFC 9110, 10.2.3).

/**
 * @param value of the header Retry-After: seconds, or an HTTP date
 * @param sentAt of the answer by the province's own clock (header Date): the counter's may be years off
 * @returns whole seconds > 0; undefined when it says nothing usable
 */
export function retryAfterSeconds(value: string | undefined, sentAt: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const seconds = /^\d{1,9}$/.test(value.trim())
    ? Number(value)
    : (Date.parse(value) - Date.parse(sentAt ?? "")) / 1000;
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : undefined;
}
