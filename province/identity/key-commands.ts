// province rotate-keys, province retire-keys N: the keys that counters know the province by, changed by its IT staff.
import type { Database } from "../sql";
import { KeysStay, retireKeys, rotateKeys } from "./key-generations";

const REFUSED = 1;
const BAD_INPUT = 2;

const USAGES = { "rotate-keys": "rotate-keys", "retire-keys": "retire-keys N [--anyway]" };
type Name = keyof typeof USAGES;

/** @returns what is printed when it is done @throws KeysStay */
type KeyWork = (database: Database) => Promise<object>;

export function isKeyCommand(command: string | undefined): command is Name {
  return command !== undefined && Object.hasOwn(USAGES, command);
}

/** Before anything is opened. @returns undefined, with a word on stderr, when it is not what the command takes */
export function keyWorkOf(command: Name, args: readonly string[]): KeyWork | undefined {
  if (command === "rotate-keys" && args.length === 0) return rotate;
  const wish = command === "retire-keys" ? retirementOf(args) : undefined;
  if (wish) return async (database) => ({ retired: wish.number, ...(await retireKeys(database, wish)) });
  console.error(`province: usage: ${USAGES[command]}`);
  process.exitCode = BAD_INPUT;
  return undefined;
}

/** @returns the exit code: 0 done, 1 refused */
export async function changeKeys(work: KeyWork, database: Database): Promise<number> {
  try {
    console.log(JSON.stringify(await work(database)));
    return 0;
  } catch (error) {
    if (!(error instanceof KeysStay)) throw error;
    console.error(`province: ${error.message}`);
    return REFUSED;
  }
}

async function rotate(database: Database): Promise<object> {
  const { generation, publicIdentity } = await rotateKeys(database);
  return { generation, province: publicIdentity };
}

function retirementOf([number = "", option, ...more]: readonly string[]) {
  const isUsable = /^\d{1,9}$/.test(number) && (option === undefined || option === "--anyway") && more.length === 0;
  return isUsable ? { number: Number(number), anyway: option === "--anyway" } : undefined;
}
