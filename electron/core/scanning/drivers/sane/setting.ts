// One option of a SANE device with the value that it is to have.
export type Setting = readonly [option: string, value: string];
