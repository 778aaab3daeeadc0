// Where the data of this start lies: training never shares a folder with the counter.
import path from "node:path";

export interface FolderChoice {
  /** By an administrator or a test; empty counts as not named. */
  named: string | undefined;
  /** The person's own. */
  usual: string;
  isTraining: boolean;
}

/** For training the one beside it: not inside, where a copy of the counter's data would take it along. */
export function dataFolderFor({ named, usual, isTraining }: FolderChoice): string {
  const folder = path.resolve(named || usual);
  return isTraining ? `${folder}-training` : folder;
}
