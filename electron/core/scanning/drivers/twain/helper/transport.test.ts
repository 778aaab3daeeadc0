import { expect, test } from "vitest";
import { openTransport } from "./transport";

type Handler = (event: { data: unknown; ports: Port[] }) => void;

/** As Electron's MessagePortMain: messages come as events, and only after start(). */
class Port {
  readonly sent: unknown[] = [];
  readonly #handlers = new Map<string, Handler>();
  isStarted = false;

  on(event: string, handler: Handler): void {
    this.#handlers.set(event, handler);
  }

  start(): void {
    this.isStarted = true;
  }

  postMessage(message: unknown): void {
    this.sent.push(message);
  }

  emit(event: string, data: unknown = null, ports: Port[] = []): void {
    this.#handlers.get(event)?.({ data, ports });
  }
}

test("in the program's own Node the helper speaks over the port that its first message brings", async () => {
  const [parentPort, port] = [new Port(), new Port()];
  Object.assign(process, { parentPort });
  const opening = openTransport();
  parentPort.emit("message", { type: "port" }, [port]);
  const transport = await opening;
  Reflect.deleteProperty(process, "parentPort");
  const heard: string[] = [];
  transport.onLine((line) => heard.push(line));
  transport.onEnd(() => heard.push("end"));
  expect(port.isStarted).toBe(true);
  port.emit("message", '{"ask":"list"}');
  port.emit("close");
  transport.send('{"is":"alive"}');
  expect({ heard, sent: port.sent }).toEqual({ heard: ['{"ask":"list"}', "end"], sent: ['{"is":"alive"}'] });
});
