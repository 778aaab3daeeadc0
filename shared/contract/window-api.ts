// What the preload script gives to a window. No schema is imported here, so that the preload bundle stays tiny.
import type { CoreState } from "./host";

/**
 * `window.quay`, and nothing more. The port to core cannot cross the context bridge: it comes as a window message whose
 * data is CORE_PORT_MESSAGE with the port in `event.ports`, once after each load of the page and each start of core.
 */
export interface WindowApi {
  /** Called when core is ready, died, or refuses its data. */
  onCoreState(handler: (state: CoreState) => void): void;
  /** For the print entry only: the form to draw. */
  onForm(handler: (request: { form: string; data: unknown }) => void): void;
  /** For the print entry only: the form is drawn and its fonts are loaded. */
  formDrawn(): void;
  /** Ends the program and starts it again for training (true) or for real work. */
  switchMode(training: boolean): void;
}

export const CORE_PORT_MESSAGE = "quay:core-port";
