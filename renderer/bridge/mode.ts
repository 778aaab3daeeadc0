// Training or real work: another start of the program, which only the shell can make.

/** @param training false: back to real work */
export function switchMode(training: boolean): void {
  window.quay.switchMode(training);
}
