// quay unlock-profiles: opens the list of scan profiles when the administrator's code is forgotten.
import type { Command } from "./command";

export const unlockProfilesCommand: Command = {
  usage: "unlock-profiles",
  async run({ office, print }) {
    const { isLocked } = office.scanning.profiles.list();
    office.scanning.profiles.forgetLock();
    print(isLocked ? "scan profiles are unlocked" : "scan profiles were not locked");
    return 0;
  },
};
