// Vietnamese names: ordered by the given name, which is the last word, as in every paper register.

const collator = new Intl.Collator("vi", { sensitivity: "variant", numeric: true });

/** The given name (tên): the last word of a full name, "" for an empty name. */
export function givenName(fullName: string): string {
  return words(fullName).at(-1) ?? "";
}

/** Order of a Vietnamese register: given name, then family name and middle names; a, ă, â and d, đ are letters apart. */
export function compareByGivenName(left: string, right: string): number {
  const byGiven = collator.compare(givenName(left), givenName(right));
  return byGiven === 0 ? collator.compare(words(left).join(" "), words(right).join(" ")) : byGiven;
}

function words(fullName: string): string[] {
  return fullName
    .normalize("NFC")
    .split(/\s+/u)
    .filter((word) => word !== "");
}
