// A shell without a window: starts the TWAIN helper as child-processes.ts does and prints what it answers to a list.
const { app, MessageChannelMain, utilityProcess } = require("electron");

void app.whenReady().then(() => {
  const child = utilityProcess.fork(process.argv.at(-1), [], { serviceName: "twain" });
  const { port1, port2 } = new MessageChannelMain();
  child.once("exit", (code) => app.exit(code));
  port2.on("message", ({ data }) => {
    console.log(data);
    // As core does when it has heard the last line: its end of the channel is closed.
    port2.close();
  });
  port2.start();
  child.postMessage({ type: "port" }, [port1]);
  port2.postMessage(JSON.stringify({ ask: "list" }));
});
