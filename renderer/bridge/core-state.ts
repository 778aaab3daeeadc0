// Whether core is there, as the window shows it.
import { create } from "zustand";
import type { CoreState } from "../../shared/contract/host";

interface CoreStateStore {
  core: CoreState | { state: "starting" };
}

export const useCoreState = create<CoreStateStore>(() => ({ core: { state: "starting" } }));

export function setCoreState(core: CoreState): void {
  useCoreState.setState({ core });
}
