// A code, number or date with figures of equal width, selectable as a whole.
import type { ReactElement, ReactNode } from "react";

export interface CodeTextProps {
  children: ReactNode;
  strong?: boolean;
}

export function CodeText({ children, strong = false }: CodeTextProps): ReactElement {
  return (
    <span className="tabular" style={{ fontWeight: strong ? 600 : undefined, userSelect: "all" }}>
      {children}
    </span>
  );
}
