// Child processes that decode images and PDF files for core. Core asks; only the shell can start a utilityProcess.
import { MessageChannelMain, utilityProcess, type MessagePortMain, type UtilityProcess } from "electron";
import type { ToCore, ToShell } from "../../shared/contract/host";

export interface ImageProcesses {
  receive(message: Extract<ToShell, { type: "start-image-process" | "kill-image-process" }>): void;
  killAll(): void;
}

const MEMORY_LIMIT_MB = 1024;

export function createImageProcesses(
  file: string,
  post: (message: ToCore, ports: MessagePortMain[]) => void,
): ImageProcesses {
  const running = new Map<number, UtilityProcess>();

  function start(requestId: number): void {
    const execArgv = [`--max-old-space-size=${MEMORY_LIMIT_MB}`];
    const child = utilityProcess.fork(file, [], { serviceName: "images", stdio: "inherit", execArgv });
    const { port1, port2 } = new MessageChannelMain();
    running.set(requestId, child);
    child.once("exit", () => {
      if (running.delete(requestId)) post({ type: "image-process-exited", requestId }, []);
    });
    child.postMessage({ type: "port" }, [port1]);
    post({ type: "image-process", requestId }, [port2]);
  }

  return {
    receive(message) {
      if (message.type === "start-image-process") start(message.requestId);
      else running.get(message.requestId)?.kill();
    },
    killAll() {
      const children = [...running.values()];
      running.clear();
      for (const child of children) child.kill();
    },
  };
}
