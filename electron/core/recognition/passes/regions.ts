// How much of a page may be read again: second readings must not cost what a first one costs.

export interface Regions {
  mayRead(): boolean;
  count(): void;
}

export function regionsUpTo(most: number): Regions {
  let done = 0;
  return {
    mayRead: () => done < most,
    count() {
      done++;
    },
  };
}
