// Splits a snippet at its hit brackets.

export interface SnippetPiece {
  text: string;
  hit: boolean;
  /** Where it starts in the snippet. */
  at: number;
}

/** Pieces in order; an unclosed bracket runs to the end; empty pieces are left out. */
export function snippetPieces(snippet: string): SnippetPiece[] {
  const pieces: SnippetPiece[] = [];
  let hit = false;
  let at = 0;
  for (const text of snippet.split(/[⟦⟧]/u)) {
    if (text !== "") pieces.push({ text, hit, at });
    at += text.length + 1;
    hit = snippet.charAt(at - 1) === "⟦";
  }
  return pieces;
}
