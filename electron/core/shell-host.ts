// CoreHost over the messages that core and the shell exchange.
import type { ChildProgram, HostQuestion, ToCore, ToShell } from "../../shared/contract/host";
import { DomainError } from "../../shared/errors";
import type { ChildProcess, CoreHost } from "./host";

interface ProcessPort {
  on(event: string, handler: (event?: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
  start(): void;
}

export interface ShellHost extends CoreHost {
  /** Takes the shell's answers. `port` comes with a fresh child process. */
  handle(message: ToCore, port: ProcessPort | undefined): void;
}

interface Waiting<T> {
  resolve(value: T): void;
  reject(error: Error): void;
}

export function createShellHost(send: (message: ToShell) => void): ShellHost {
  let lastRequest = 0;
  const forms = new Map<number, Waiting<Uint8Array>>();
  const starting = new Map<number, Waiting<ChildProcess>>();
  const questions = new Map<number, Waiting<string | null>>();
  const exits = new Map<number, () => void>();

  function ask<T>(waiting: Map<number, Waiting<T>>, message: (requestId: number) => ToShell): Promise<T> {
    const requestId = ++lastRequest;
    const answer = new Promise<T>((resolve, reject) => waiting.set(requestId, { resolve, reject }));
    send(message(requestId));
    return answer;
  }

  function handle(message: ToCore, port: ProcessPort | undefined): void {
    if (message.type === "form-rendered") {
      const { requestId, pdf, reason } = message;
      if (pdf) forms.get(requestId)?.resolve(pdf);
      else forms.get(requestId)?.reject(new DomainError("FORM_RENDER_FAILED", { reason }));
      forms.delete(requestId);
    } else if (message.type === "child-process" && port) {
      const { requestId } = message;
      const kill = () => send({ type: "kill-child-process", requestId });
      starting.get(requestId)?.resolve(asChildProcess(port, kill, (exit) => exits.set(requestId, exit)));
      starting.delete(requestId);
    } else if (message.type === "host-answer") {
      const { requestId, answer } = message;
      if ("value" in answer) questions.get(requestId)?.resolve(answer.value);
      else questions.get(requestId)?.reject(new DomainError(answer.fault.code, answer.fault.facts));
      questions.delete(requestId);
    } else if (message.type === "child-process-exited") {
      exits.get(message.requestId)?.();
      exits.delete(message.requestId);
    }
  }

  function startChild(program: ChildProgram): Promise<ChildProcess> {
    return ask(starting, (requestId) => ({ type: "start-child-process", requestId, program }));
  }

  function put(question: HostQuestion): Promise<string | null> {
    return ask(questions, (requestId) => ({ type: "host-question", requestId, question }));
  }

  return {
    handle,
    readSecret: (name) => put({ ask: "read-secret", name }),
    writeSecret: async (name, secret) => void (await put({ ask: "write-secret", name, secret })),
    resolveProxy: async (url) => (await put({ ask: "resolve-proxy", url })) ?? "DIRECT",
    choosePlace: (kind) => put({ ask: "choose-place", kind }),
    renderForm: (form, data) => ask(forms, (requestId) => ({ type: "render-form", requestId, form, data })),
    startImageProcess: () => startChild("images"),
    startTwainHelper: () => startChild("twain"),
  };
}

function asChildProcess(port: ProcessPort, kill: () => void, onExit: ChildProcess["onExit"]): ChildProcess {
  return {
    post: (message) => port.postMessage(message),
    onMessage(handler) {
      port.on("message", (event) => handler(event?.data));
      port.start();
    },
    onExit,
    kill,
  };
}
