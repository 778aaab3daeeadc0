// Text around a search hit; the hit stands between ⟦ and ⟧ and is drawn as a mark.
import type { ReactElement } from "react";
import styles from "./parts.module.css";
import { snippetPieces } from "./snippet-pieces";

export function Snippet({ text }: { text: string }): ReactElement {
  return (
    <span className={styles.snippet}>
      {snippetPieces(text).map((piece) =>
        piece.hit ? <mark key={piece.at}>{piece.text}</mark> : <span key={piece.at}>{piece.text}</span>,
      )}
    </span>
  );
}
