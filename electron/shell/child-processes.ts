// Child processes of core: they decode files and run scanner drivers. Core asks; only the shell can start a utilityProcess.
import { MessageChannelMain, utilityProcess, type MessagePortMain, type UtilityProcess } from "electron";
import type { ChildProgram, ToCore, ToShell } from "../../shared/contract/host";

export interface ChildProcesses {
  receive(message: Extract<ToShell, { type: "start-child-process" | "kill-child-process" }>): void;
  killAll(): void;
}

const MEMORY_LIMIT_MB = 1024;

export function createChildProcesses(
  files: Readonly<Record<ChildProgram, string>>,
  post: (message: ToCore, ports: MessagePortMain[]) => void,
): ChildProcesses {
  const running = new Map<number, UtilityProcess>();

  function start(requestId: number, program: ChildProgram): void {
    const execArgv = [`--max-old-space-size=${MEMORY_LIMIT_MB}`];
    const child = utilityProcess.fork(files[program], [], { serviceName: program, stdio: "inherit", execArgv });
    const { port1, port2 } = new MessageChannelMain();
    running.set(requestId, child);
    child.once("exit", () => {
      if (running.delete(requestId)) post({ type: "child-process-exited", requestId }, []);
    });
    child.postMessage({ type: "port" }, [port1]);
    post({ type: "child-process", requestId }, [port2]);
  }

  return {
    receive(message) {
      if (message.type === "start-child-process") start(message.requestId, message.program);
      else running.get(message.requestId)?.kill();
    },
    killAll() {
      const children = [...running.values()];
      running.clear();
      for (const child of children) child.kill();
    },
  };
}
