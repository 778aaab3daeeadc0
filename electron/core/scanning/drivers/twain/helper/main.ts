// Entry of the TWAIN helper: a process of its own, because drivers block, crash and hang, and need a message loop.
// It serves one request and ends with the driver that started it.
import { HelperRequest, type HelperEvent } from "../protocol";
import { TwainFault } from "./fault";
import { runScan, type ScanControl } from "./scan";
import { TwainSession } from "./session";
import { readCapabilities } from "./settings";
import type { TwainSystem } from "./system";
import { openTransport, type Transport } from "./transport";
import { openWindowsSystem } from "./windows";

type Order = Exclude<HelperRequest, { ask: "next" | "stop" }>;

/** What the driver says while a batch runs. */
class Reins implements ScanControl {
  #isStopped = false;
  #credit = 0;
  #wake: () => void = () => undefined;

  constructor(readonly send: (event: HelperEvent) => void) {}

  accept(): void {
    this.#credit++;
    this.#wake();
  }

  stop(): void {
    this.#isStopped = true;
    this.#wake();
  }

  isStopped(): boolean {
    return this.#isStopped;
  }

  async mayGoOn(): Promise<boolean> {
    while (this.#credit === 0 && !this.#isStopped) await new Promise<void>((resolve) => (this.#wake = resolve));
    this.#credit--;
    return !this.#isStopped;
  }
}

void openTransport().then(serve);

function serve(transport: Transport): void {
  const reins = new Reins((event) => transport.send(JSON.stringify(event)));
  let work: Promise<void> | undefined;
  transport.onLine((line) => {
    const request = HelperRequest.parse(JSON.parse(line));
    if (request.ask === "next") reins.accept();
    else if (request.ask === "stop") reins.stop();
    else work ??= answer(request, reins);
  });
  transport.onEnd(() => {
    // Nobody listens any more: the source is released, then this process ends.
    reins.stop();
    void Promise.resolve(work).finally(() => process.exit(0));
  });
}

/** The last event comes after the source was released, so that it can be used again right away. */
async function answer(order: Order, reins: Reins): Promise<void> {
  try {
    reins.send(await withSession(reins, (session, system) => carryOut(order, { session, system, reins })));
  } catch (error) {
    if (!(error instanceof TwainFault)) throw error;
    reins.send({ is: "fault", condition: error.condition, operation: error.operation });
  }
}

interface Tools {
  session: TwainSession;
  system: TwainSystem;
  reins: Reins;
}

async function carryOut(order: Order, { session, system, reins }: Tools): Promise<HelperEvent> {
  if (order.ask === "scan") return runScan({ session, system, order, control: reins });
  if (order.ask === "list") {
    const sources = session.listSources().map(({ name, manufacturer }) => ({ name, manufacturer }));
    return { is: "sources", sources };
  }
  session.openSource(order.source);
  return { is: "capabilities", capabilities: readCapabilities(session) };
}

async function withSession(
  reins: Reins,
  work: (session: TwainSession, system: TwainSystem) => Promise<HelperEvent>,
): Promise<HelperEvent> {
  const system = openWindowsSystem();
  const session = new TwainSession(system, (line) => reins.send({ is: "log", line }));
  try {
    return await work(session, system);
  } finally {
    session.close();
  }
}
