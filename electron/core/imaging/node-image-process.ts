// The image process in plain Node, for tests and for the command line.
import { fork } from "node:child_process";
import type { ImageProcess } from "../host";

/** @param entryFile the bundled image entry */
export function startNodeImageProcess(entryFile: string): ImageProcess {
  const child = fork(entryFile, [], {
    serialization: "advanced",
    execArgv: ["--max-old-space-size=512"],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  return {
    post: (message) => {
      // A message to a process that has just died is lost; its exit is told separately.
      child.send(message as object, () => undefined);
    },
    onMessage: (handler) => void child.on("message", handler),
    onExit: (handler) => void child.once("exit", handler).once("error", handler),
    kill: () => void child.kill("SIGKILL"),
  };
}
