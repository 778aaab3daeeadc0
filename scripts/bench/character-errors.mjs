// Character error rate: edits that turn what was read into the truth, per character of the truth.

/** NFC, white space as single spaces: layout is not an error. */
function normal(text) {
  return [...text.normalize("NFC").replace(/\s+/gu, " ").trim()];
}

/** @returns {{errors: number, characters: number}} Levenshtein distance over code points, in reading order */
export function characterErrors(truth, read) {
  const [wanted, got] = [normal(truth), normal(read)];
  let previous = Array.from({ length: got.length + 1 }, (_, index) => index);
  for (const [row, character] of wanted.entries()) {
    const current = [row + 1];
    for (const [column, other] of got.entries()) {
      const replaced = previous[column] + (character === other ? 0 : 1);
      current.push(Math.min(replaced, previous[column + 1] + 1, current[column] + 1));
    }
    previous = current;
  }
  return { errors: previous.at(-1), characters: wanted.length };
}
