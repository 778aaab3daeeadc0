// Starts core as a utilityProcess, hands the window a port to it, and starts it again when it dies.
import { MessageChannelMain, utilityProcess, type BrowserWindow, type UtilityProcess } from "electron";
import { ToShell, type ChildProgram, type CoreState, type StartCore, type ToCore } from "../../shared/contract/host";
import type { Fault } from "../../shared/contract";
import { createChildProcesses, type ChildProcesses } from "./child-processes";
import type { ImageSource } from "./app-scheme";
import type { AnswerHostQuestion } from "./host-questions";
import type { FormPrinter } from "./print/form-printer";

export interface CoreOptions {
  coreFile: string;
  childFiles: Readonly<Record<ChildProgram, string>>;
  start: Omit<StartCore, "coreStarts">;
  forms: FormPrinter;
  answer: AnswerHostQuestion;
  onExit(code: number): void;
}

export interface CoreProcess extends ImageSource {
  /** Gives the window a fresh port now and after each restart. */
  attach(window: BrowserWindow): void;
  stop(): Promise<void>;
}

const RESTART_DELAY_MS = 300;
/** Deaths within this time of the start make the next restart wait longer. */
const QUICK_DEATH_MS = 5000;
const LONGEST_DELAY_MS = 15_000;
const STOP_TIMEOUT_MS = 5000;
/** As in the contract of read-image. */
const LONGEST_IMAGE_PATH = 300;

export function startCore(options: CoreOptions): CoreProcess {
  return new SupervisedCore(options);
}

/** In place of a core that cannot be started: the window shows the reason. */
export function refusedCore(fault: Fault): CoreProcess {
  return {
    attach(window) {
      const tell = () => window.webContents.send("core-state", { state: "refused", fault } satisfies CoreState);
      window.webContents.on("did-finish-load", tell);
    },
    readImage: async () => null,
    stop: async () => undefined,
  };
}

class SupervisedCore implements CoreProcess {
  #child: UtilityProcess | undefined;
  #children: ChildProcesses | undefined;
  #state: CoreState = { state: "restarting", starts: 0 };
  #starts = 0;
  #stopping = false;
  #delayMs = RESTART_DELAY_MS;
  #lastRequest = 0;
  readonly #windows = new Set<BrowserWindow>();
  readonly #waitingImages = new Map<number, (image: Awaited<ReturnType<ImageSource["readImage"]>>) => void>();

  constructor(private readonly options: CoreOptions) {
    this.#launch();
  }

  attach(window: BrowserWindow): void {
    this.#windows.add(window);
    window.on("closed", () => this.#windows.delete(window));
    // A reload drops the old port with the page; the new page needs its own.
    window.webContents.on("did-finish-load", () => this.#greet(window));
  }

  readImage(path: string): ReturnType<ImageSource["readImage"]> {
    // Between two cores nobody would ever answer; and an address that is no image's must not reach core's border.
    if (!this.#child || path.length > LONGEST_IMAGE_PATH) return Promise.resolve(null);
    const requestId = ++this.#lastRequest;
    return new Promise((resolve) => {
      this.#waitingImages.set(requestId, resolve);
      this.#send({ type: "read-image", requestId, path });
    });
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (!child?.pid) return;
    const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    this.#send({ type: "stop" });
    const timeout = new Promise<void>((resolve) => setTimeout(resolve, STOP_TIMEOUT_MS));
    await Promise.race([exited, timeout]);
    child.kill();
  }

  #launch(): void {
    this.#starts += 1;
    const startedAt = Date.now();
    const child = utilityProcess.fork(this.options.coreFile, [], { serviceName: "core", stdio: "inherit" });
    this.#child = child;
    this.#children = createChildProcesses(this.options.childFiles, (message, ports) =>
      child.postMessage(message, ports),
    );
    child.on("message", (message: unknown) => this.#receive(ToShell.parse(message)));
    child.once("exit", () => this.#died(Date.now() - startedAt));
    this.#send({ ...this.options.start, coreStarts: this.#starts });
  }

  #died(lifeMs: number): void {
    this.#child = undefined;
    this.#children?.killAll();
    for (const answer of this.#waitingImages.values()) answer(null);
    this.#waitingImages.clear();
    if (this.#stopping) return;
    // A command is not run a second time: what it has done already is not known.
    if (this.options.start.command) return this.options.onExit(1);
    this.#delayMs = lifeMs < QUICK_DEATH_MS ? Math.min(this.#delayMs * 2, LONGEST_DELAY_MS) : RESTART_DELAY_MS;
    this.#tell({ state: "restarting", starts: this.#starts });
    setTimeout(() => this.#launch(), this.#delayMs);
  }

  #receive(message: ToShell): void {
    switch (message.type) {
      case "ready":
        return this.#becomeReady();
      case "refused":
        return this.#tell({ state: "refused", fault: message.fault });
      case "image":
        this.#waitingImages.get(message.requestId)?.(message.image);
        this.#waitingImages.delete(message.requestId);
        return;
      case "render-form":
        return void this.#renderForm(message);
      case "host-question":
        return void this.#answer(message);
      case "exit":
        this.#stopping = true;
        this.#child?.kill();
        return this.options.onExit(message.code);
      default:
        return this.#children?.receive(message);
    }
  }

  async #renderForm(message: Extract<ToShell, { type: "render-form" }>): Promise<void> {
    const { requestId } = message;
    const asker = this.#child;
    // A new core counts its requests from 1 again: the form of one citizen must not answer for that of another.
    const answer = (rendered: { pdf: Uint8Array | null; reason: string }) => {
      if (this.#child === asker) this.#send({ type: "form-rendered", requestId, ...rendered });
    };
    try {
      answer({ pdf: await this.options.forms.render(message.form, message.data), reason: "" });
    } catch (error) {
      answer({ pdf: null, reason: error instanceof Error ? error.message : "unknown" });
    }
  }

  async #answer({ requestId, question }: Extract<ToShell, { type: "host-question" }>): Promise<void> {
    const asker = this.#child;
    const answer = await this.options.answer(question);
    // As with forms: a new core counts from 1 again.
    if (this.#child === asker) this.#send({ type: "host-answer", requestId, answer });
  }

  #becomeReady(): void {
    this.#tell({ state: "ready", starts: this.#starts });
    for (const window of this.#windows) this.#givePort(window);
  }

  #greet(window: BrowserWindow): void {
    window.webContents.send("core-state", this.#state);
    if (this.#state.state === "ready") this.#givePort(window);
  }

  #givePort(window: BrowserWindow): void {
    const { port1, port2 } = new MessageChannelMain();
    this.#child?.postMessage({ type: "window" } satisfies ToCore, [port1]);
    window.webContents.postMessage("core-port", null, [port2]);
  }

  #tell(state: CoreState): void {
    this.#state = state;
    for (const window of this.#windows) window.webContents.send("core-state", state);
  }

  #send(message: ToCore): void {
    this.#child?.postMessage(message);
  }
}
