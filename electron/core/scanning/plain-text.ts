// Words that devices say of themselves, made fit to be shown and copied: they may be long, or hide what they are.

/** Without line ends, control characters and marks that turn the direction of writing. */
export function plainText(text: string, longest: number): string {
  return text
    .slice(0, 2 * longest) // what is cut away anyway is not worked through
    .replace(/[\s\p{Cc}\p{Cf}\p{Cs}]+/gu, " ")
    .trim()
    .slice(0, longest);
}
