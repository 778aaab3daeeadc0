// Which dossier this screen is about: the one it was opened for, or a new draft, made once.
import { useCallback, useEffect, useRef, useState } from "react";
import { api, client, faultOf, type FaultOf, queryClient } from "../../bridge";
import { type ScreenParams, useNavigation } from "../../stores/navigation";

export interface Start {
  dossierId: string | null;
  fault: FaultOf | null;
  retry: () => void;
}

export function useStart(params: ScreenParams): Start {
  const [state, setState] = useState<Omit<Start, "retry">>({ dossierId: params.dossierId ?? null, fault: null });
  const asked = useRef(params.dossierId !== undefined);
  const begin = useCallback((): void => {
    if (asked.current) return;
    asked.current = true;
    startDraft().then(
      (dossierId) => setState({ dossierId, fault: null }),
      (error: unknown) => {
        asked.current = false;
        setState({ dossierId: null, fault: faultOf(error) });
      },
    );
  }, []);
  useEffect(() => begin(), [begin]);
  return { ...state, retry: begin };
}

async function startDraft(): Promise<string> {
  const dossier = await client.dossiers.start();
  queryClient.setQueryData(api.dossiers.get.queryKey({ input: { id: dossier.id } }), dossier);
  rememberInPlace(dossier.id);
  return dossier.id;
}

/** So that going back to this visit opens its draft instead of starting another. */
function rememberInPlace(dossierId: string): void {
  useNavigation.setState(({ place }) => ({ place: { ...place, params: { ...place.params, dossierId } } }));
}
