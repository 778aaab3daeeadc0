// The parts of @sealsystems/ipp that are used here; the package brings no types.
declare module "@sealsystems/ipp" {
  export function serialize(message: object): Buffer;
  export function request(options: object, body: Buffer, done: (error: Error | null, answer?: unknown) => void): void;
}
