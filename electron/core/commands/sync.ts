// quay sync: one run towards the province, to its end.
import type { Command } from "./command";

export const syncCommand: Command = {
  usage: "sync",
  async run({ office, print }) {
    const status = await office.sync.runNow();
    print(`waiting ${status.waiting}, attention ${status.attention}, sent ${status.sent}`);
    if (status.lastFault) print(`last fault: ${status.lastFault.code}`);
    return status.waiting === 0 && status.attention === 0 ? 0 : 1;
  },
};
