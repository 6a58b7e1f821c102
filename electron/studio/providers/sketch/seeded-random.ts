/** Owns chance: a small, fast generator that answers the same numbers for the same seed on every machine. */

export interface Random {
  /** 0 inclusive to 1 exclusive. */
  next(): number;
  range(low: number, high: number): number;
  /** Whole number, both ends included. */
  int(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
  chance(probability: number): boolean;
  /** About -3 to 3, mean 0, deviation 1. */
  bell(): number;
  /** An independent stream; drawing from it leaves this one as it was. */
  fork(label: string): Random;
}

/** FNV-1a with a final avalanche, 32 bits. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** sfc32, a public-domain generator by Chris Doty-Humphrey, filled from four hashes of the seed. */
function generator(seed: string): () => number {
  let a = hashText(`${seed}/a`);
  let b = hashText(`${seed}/b`);
  let c = hashText(`${seed}/c`);
  let counter = hashText(`${seed}/d`) | 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let round = 0; round < 12; round += 1) next();
  return next;
}

export function seededRandom(seed: string): Random {
  const next = generator(seed);
  const range = (low: number, high: number) => low + (high - low) * next();
  return {
    next,
    range,
    int: (low, high) => Math.floor(range(low, high + 1)),
    pick: (list) => {
      const chosen = list[Math.floor(next() * list.length)];
      if (chosen === undefined) throw new RangeError('Nothing to pick from.');
      return chosen;
    },
    chance: (probability) => next() < probability,
    bell: () => next() + next() + next() + next() + next() + next() - 3,
    fork: (label) => seededRandom(`${seed}>${label}`),
  };
}
