// Forwarding of committed dossiers to the national portal and to vendors' systems.
export { createForwardingQueue, type ForwardingQueue } from "./queue";
export { createForwardingWorker, type ForwardingWorker } from "./worker";
