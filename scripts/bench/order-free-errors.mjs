// Character errors without regard to the order of lines: columns and cells of a form may be read in another order than
// they are written down without any letter being wrong.

/** What typesetting does to a text, and leaders and rules of forms, are no letters. */
function normal(text) {
  return text
    .normalize("NFC")
    .replace(/[\u200b\ufeff]/gu, "")
    .replace(/[“”„«»″]/gu, '"')
    .replace(/[‘’‚`´′]/gu, "'")
    .replace(/[–—−‐‑]/gu, "-")
    .replace(/…/gu, "...")
    .replace(/[._·]{3,}/gu, " ")
    .replace(/[|¦]/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
}

const TAKEN = -1;
const SPACE = 32;
const NEVER = 1e6;

/**
 * Every line of the truth takes its best place in what was read, long lines first; what nobody took was added.
 * @returns {{errors: number, characters: number}}
 */
export function orderFreeErrors(truth, read) {
  const lines = truth.split(/\n+/u).map(normal).filter(Boolean);
  const rest = codes(normal(read));
  let [errors, characters] = [0, 0];
  for (const line of lines.toSorted((a, b) => b.length - a.length)) {
    const wanted = codes(line);
    const { distance, start, end } = bestPlace(wanted, rest);
    characters += wanted.length;
    errors += Math.min(distance, wanted.length);
    if (distance < wanted.length) rest.fill(TAKEN, start, end);
  }
  return { errors: errors + rest.filter((code) => code !== TAKEN && code !== SPACE).length, characters };
}

function codes(text) {
  return Int32Array.from([...text], (letter) => letter.codePointAt(0));
}

/** Edit distance of `wanted` to the part of `rest` that is nearest to it; a part that is taken is never part of it. */
function bestPlace(wanted, rest) {
  let distances = new Int32Array(rest.length + 1);
  let starts = Int32Array.from(distances, (_, column) => column);
  for (let row = 1; row <= wanted.length; row += 1)
    [distances, starts] = nextRow({ letter: wanted[row - 1], row, distances, starts }, rest);
  const end = distances.indexOf(Math.min(...distances));
  return { distance: distances[end], start: starts[end], end };
}

function nextRow({ letter, row, distances, starts }, rest) {
  const next = new Int32Array(rest.length + 1);
  const nextStarts = new Int32Array(rest.length + 1);
  next[0] = row;
  for (let column = 1; column <= rest.length; column += 1) {
    const cost = rest[column - 1] === TAKEN ? NEVER : 1;
    const replaced = distances[column - 1] + (letter === rest[column - 1] ? 0 : cost);
    const missed = distances[column] + 1;
    const added = next[column - 1] + cost;
    const least = Math.min(replaced, missed, added);
    next[column] = least;
    if (least === replaced) nextStarts[column] = starts[column - 1];
    else nextStarts[column] = least === missed ? starts[column] : nextStarts[column - 1];
  }
  return [next, nextStarts];
}
