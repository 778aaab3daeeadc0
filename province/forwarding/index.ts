// Forwarding of committed dossiers to the national portal and to vendors' systems.
export { createForwardingQueue, type ForwardingQueue, type ParkedForwarding } from "./queue";
export { createForwardingWorker, type ForwardingWorker } from "./worker";
