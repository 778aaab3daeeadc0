import { createORPCClient, ORPCError } from "@orpc/client";
import { os, type RouterClient } from "@orpc/server";
import { RPCHandler } from "@orpc/server/message-port";
import { afterEach, describe, expect, it } from "vitest";
import { DomainError } from "../../shared/errors";
import { CoreConnection } from "./connection";
import { faultOf } from "./fault";

const router = {
  answer: os.handler(() => 42),
  never: os.handler(() => new Promise<number>(() => undefined)),
  count: os.handler(async function* () {
    yield 1;
    await new Promise(() => undefined);
  }),
  refuse: os.handler((): number => {
    throw new ORPCError("SCANNER_JAM", { data: { facts: { page: 3 } } });
  }),
};

const open: MessagePort[] = [];

function startCore(connection: CoreConnection): void {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  new RPCHandler(router).upgrade(port1);
  port1.start();
  connection.attach(port2);
}

function clientOf(connection: CoreConnection): RouterClient<typeof router> {
  return createORPCClient(connection);
}

afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

describe("the line to core", () => {
  it("waits for the first port, then answers", async () => {
    const connection = new CoreConnection();
    const answer = clientOf(connection).answer();
    startCore(connection);
    expect(await answer).toBe(42);
  });

  it("fails pending calls when core is lost and works again on a fresh port", async () => {
    const connection = new CoreConnection();
    startCore(connection);
    const pending = clientOf(connection).never();
    connection.lose();
    await expect(pending).rejects.toMatchObject({ code: "CORE_UNAVAILABLE" });
    startCore(connection);
    expect(await clientOf(connection).answer()).toBe(42);
  });

  it("fails a stream that is under way when core is lost", async () => {
    const connection = new CoreConnection();
    startCore(connection);
    const stream = await clientOf(connection).count();
    expect(await stream.next()).toEqual({ done: false, value: 1 });
    const second = stream.next();
    connection.lose();
    await expect(second).rejects.toMatchObject({ code: "CORE_UNAVAILABLE" });
  });

  it("says that core is gone, not that anything was cancelled, when its end of the port closes", async () => {
    const connection = new CoreConnection();
    startCore(connection);
    const stream = await clientOf(connection).count();
    await stream.next();
    const pending = [stream.next(), clientOf(connection).never()];
    open[0]?.close();
    for (const call of await Promise.allSettled(pending))
      expect(call).toMatchObject({ status: "rejected", reason: { code: "CORE_UNAVAILABLE" } });
  });

  it("says that core is unavailable when it does not come", async () => {
    const error: unknown = await clientOf(new CoreConnection(20))
      .answer()
      .catch((reason: unknown) => reason);
    expect(faultOf(error)).toEqual({ code: "CORE_UNAVAILABLE", facts: {} });
  });

  it("carries a code and its facts across the border", async () => {
    const connection = new CoreConnection();
    startCore(connection);
    const error: unknown = await clientOf(connection)
      .refuse()
      .catch((reason: unknown) => reason);
    expect(faultOf(error)).toEqual({ code: "SCANNER_JAM", facts: { page: 3 } });
  });
});

describe("faultOf", () => {
  it("reads facts that stand directly in the data", () => {
    const error = new ORPCError("STORAGE_FULL", { data: { freeMb: 12, secret: { a: 1 } } });
    expect(faultOf(error)).toEqual({ code: "STORAGE_FULL", facts: { freeMb: 12 } });
  });

  it("calls a refusal at the border an invalid input, and the unforeseen INTERNAL", () => {
    expect(faultOf(new ORPCError("BAD_REQUEST")).code).toBe("INPUT_INVALID");
    expect(faultOf(new ORPCError("TEAPOT")).code).toBe("INTERNAL");
    expect(faultOf(new Error("x")).code).toBe("INTERNAL");
    expect(faultOf(new DomainError("FILE_EMPTY")).code).toBe("FILE_EMPTY");
  });
});
