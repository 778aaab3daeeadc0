// "Label: value" as administrative forms have it; an empty value becomes a dotted line to write on.
import type { ReactNode } from "react";

export interface FilledLineProps {
  label: string;
  children: string;
  strong?: boolean;
}

export function FilledLine({ label, children, strong = false }: FilledLineProps): ReactNode {
  if (children.trim() === "")
    return (
      <p className="filled-line unfilled">
        <span>{label}:</span>
        <span className="dots" />
      </p>
    );
  return (
    <p className="filled-line">
      {label}: <span className={strong ? "strong" : undefined}>{children}</span>
    </p>
  );
}
