// Functions that stay the same from one drawing to the next, so that what they are handed to is not drawn again.
import { useEffect, useRef, useState } from "react";

export function useStable<Args extends unknown[], Result>(work: (...args: Args) => Result): (...args: Args) => Result {
  const latest = useRef(work);
  useEffect(() => {
    latest.current = work;
  });
  const [stable] = useState(
    () =>
      (...args: Args) =>
        latest.current(...args),
  );
  return stable;
}
