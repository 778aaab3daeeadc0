// quay queue: what waits to be sent, and why it waits.
import type { Command } from "./command";

const LIMIT = 200;

export const queueCommand: Command = {
  usage: "queue",
  async run({ office, print }) {
    for (const item of office.sync.queue({ filter: "all", limit: LIMIT })) {
      const fault = item.operations.find((operation) => operation.fault)?.fault?.code ?? "";
      print(`${item.provisionalCode}\t${item.officialCode ?? "-"}\t${item.state}\t${item.sizeBytes} B\t${fault}`);
    }
    const { waiting, sending, attention, sent } = office.sync.status();
    print(`waiting ${waiting}, sending ${sending}, attention ${attention}, sent ${sent}`);
    return 0;
  },
};
