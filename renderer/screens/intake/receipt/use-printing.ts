// Printing of the receipt: which printer, the job under way, and the PDF where there is no printer.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Printer, PrintJob } from "../../../../shared/contract";
import { api, client, type FaultOf, queryClient } from "../../../bridge";
import { saveFile } from "../../../components";
import { useAction } from "../../../stores/use-action";

export interface Printing {
  printers: readonly Printer[];
  /** Name of a printer; null: save as a PDF file. */
  printer: string | null;
  choose: (printer: string | null) => void;
  /** The newest job of this dossier's receipt. */
  job: PrintJob | null;
  print: () => void;
  cancel: () => void;
  isBusy: boolean;
  fault: FaultOf | null;
}

export function usePrinting(dossierId: string, fileName: string): Printing {
  const settings = useQuery(api.system.settings.queryOptions({ staleTime: Infinity }));
  const found = useQuery(api.printing.printers.queryOptions());
  const jobs = useQuery(api.printing.jobs.queryOptions({ input: { dossierId } }));
  const action = useAction();
  const [chosen, setChosen] = useState<string | null>();
  const printers = found.data ?? [];
  const printer = chosen === undefined ? preferred(printers, settings.data?.receiptPrinter ?? null) : chosen;
  const job = jobs.data?.find(({ form }) => form === "receipt") ?? null;
  const print = async (): Promise<void> => {
    const done = await client.printing.print({ dossierId, form: "receipt", printer });
    await queryClient.invalidateQueries({ queryKey: api.printing.jobs.key() });
    if (printer === null) saveFile(await client.printing.pdf({ jobId: done.id }), fileName);
  };
  const cancel = async (): Promise<void> => {
    if (job) await client.printing.cancel({ jobId: job.id });
    await queryClient.invalidateQueries({ queryKey: api.printing.jobs.key() });
  };
  return {
    printers,
    printer,
    choose: setChosen,
    job,
    print: () => void (action.isBusy || action.run(print)),
    cancel: () => void action.run(cancel),
    isBusy: action.isBusy,
    fault: action.fault,
  };
}

/** The printer of the settings if it is there, else the system's default, else the first, else none. */
function preferred(printers: readonly Printer[], fromSettings: string | null): string | null {
  const wanted =
    printers.find((printer) => printer.name === fromSettings) ??
    printers.find((printer) => printer.isDefault) ??
    printers[0];
  return wanted?.name ?? null;
}
