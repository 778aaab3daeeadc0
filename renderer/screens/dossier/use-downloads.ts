// Saves papers of a dossier, and the files that came with it, to the officer's download folder.
import { client, type FaultOf } from "../../bridge";
import { saveFile } from "../../components";
import { useAction } from "../../stores/use-action";

export interface Downloads {
  pdf: (componentId: string | null) => void;
  source: (sourceId: string) => void;
  isBusy: boolean;
  fault: FaultOf | null;
}

export function useDownloads(dossierId: string): Downloads {
  const { run, isBusy, fault } = useAction();
  const save = (fetch: () => Promise<File>): void => void run(async () => saveFile(await fetch()));
  return {
    pdf: (componentId) => save(() => client.documents.pdf({ dossierId, componentId })),
    source: (sourceId) => save(() => client.documents.source({ sourceId })),
    ...{ isBusy, fault },
  };
}
