// How many files are under way together. Where requests are quick they mostly wait for answers, and many fill the line. Where they
// are not, two fill a line that is merely slow; on one that loses packets each connection gets so little that more bring more:
// that is tried out, one more at a time, and from time to time anew.

export interface Lanes {
  count(): number;
  sent(piece: { bytes: number; tookMs: number }): void;
}

const LEAST = 2;
const MOST = 6;
const QUICK_MS = 1500;
/** Pieces of each lane that a count is judged by. */
const PIECES = 4;
/** One more has to bring so many times what there was before. */
const GAIN = 1.15;
/** Windows until it is tried out anew: lines change. */
const REST = 24;

interface Window {
  /** Of pieces that began with another count of lanes. */
  toSkip: number;
  pieces: number;
  bytes: number;
  ms: number;
}

export function createLanes(): Lanes {
  let slow = LEAST;
  let averageMs: number | null = null;
  let window = newWindow(0);
  /** All lanes together with one less, in bytes a ms; null: nothing is being tried. */
  let rateBefore: number | null = null;
  let rest = 0;

  function change(count: number): void {
    window = newWindow(slow);
    slow = count;
  }

  function settle(count: number): void {
    rest = REST;
    rateBefore = null;
    change(count);
  }

  function judge(rate: number): void {
    if (rest > 0) {
      rest -= 1;
      change(rest === 0 ? LEAST : slow);
    } else if (rateBefore !== null && rate < rateBefore * GAIN) settle(slow - 1);
    else if (slow === MOST) settle(MOST);
    else {
      rateBefore = rate;
      change(slow + 1);
    }
  }

  return {
    count: () => (averageMs !== null && averageMs <= QUICK_MS ? MOST : slow),
    sent({ bytes, tookMs }) {
      averageMs = averageMs === null ? tookMs : 0.7 * averageMs + 0.3 * tookMs;
      if (averageMs <= QUICK_MS) return;
      if (window.toSkip > 0) {
        window.toSkip -= 1;
        return;
      }
      window.pieces += 1;
      window.bytes += bytes;
      window.ms += tookMs;
      if (window.pieces >= PIECES * slow) judge((window.bytes / window.ms) * slow);
    },
  };
}

function newWindow(toSkip: number): Window {
  return { toSkip, pieces: 0, bytes: 0, ms: 0 };
}
