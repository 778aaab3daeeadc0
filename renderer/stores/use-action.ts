// Runs calls to core one after the other and keeps the last fault for the place where the action was asked for.
import { useCallback, useRef, useState } from "react";
import { faultOf, type FaultOf } from "../bridge";

export interface Action {
  /** Starts when the ones before it have ended. @returns false when it failed */
  run: (work: () => Promise<void>) => Promise<boolean>;
  isBusy: boolean;
  fault: FaultOf | null;
  forget: () => void;
}

export function useAction(): Action {
  const [waiting, setWaiting] = useState(0);
  const [fault, setFault] = useState<FaultOf | null>(null);
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const run = useCallback((work: () => Promise<void>): Promise<boolean> => {
    setWaiting((count) => count + 1);
    const done = last.current.then(() => attempt(work, setFault)).finally(() => setWaiting((count) => count - 1));
    last.current = done;
    return done;
  }, []);
  const forget = useCallback(() => setFault(null), []);
  return { run, isBusy: waiting > 0, fault, forget };
}

async function attempt(work: () => Promise<void>, setFault: (fault: FaultOf | null) => void): Promise<boolean> {
  setFault(null);
  try {
    await work();
    return true;
  } catch (error) {
    setFault(faultOf(error));
    return false;
  }
}
