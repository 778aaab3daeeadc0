// Counters and a province on hosts of their own where that can be had, else behind proxies: the same lines either way.
import { canMakeHosts, openHostNetwork } from "./host-network";
import type { Network } from "./network-line";
import { openProxyNetwork } from "./proxy-network";

/** FAULTS_NETWORK=proxy tries what other machines have to do with. */
export const hasHosts = process.env.FAULTS_NETWORK !== "proxy" && canMakeHosts;

export function openNetwork(what: { clients: number; seed: number }): Promise<Network> {
  return hasHosts ? openHostNetwork(what) : Promise.resolve(openProxyNetwork(what));
}
