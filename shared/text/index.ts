export { fold, foldWithMap } from "./fold";
export {
  DAY_MS,
  formatDate,
  formatDateTime,
  formatLocalDate,
  formatTime,
  fromLocalMs,
  type Instant,
  localDateOf,
  MINUTE_MS,
  parseLocalDate,
  toLocalMs,
} from "./local-time";
export { compareByGivenName, givenName } from "./names";
export { isSyllable } from "./syllables";
