/** What this browser remembers about the window itself; work lives in the library. `session` ends with the window. */
type Lifetime = 'session' | 'always';

function storage(lifetime: Lifetime): Storage | undefined {
  try {
    return lifetime === 'session' ? globalThis.sessionStorage : globalThis.localStorage;
  } catch {
    // Blocked by the browser's settings: the window works, it only forgets.
    return undefined;
  }
}

export function recall<Value>(key: string, fallback: Value, lifetime: Lifetime = 'always'): Value {
  try {
    return JSON.parse(storage(lifetime)?.getItem(key) ?? 'null') ?? fallback;
  } catch {
    return fallback;
  }
}

export function remember(key: string, value: unknown, lifetime: Lifetime = 'always'): void {
  try {
    storage(lifetime)?.setItem(key, JSON.stringify(value));
  } catch {
    // Full or blocked; see above.
  }
}
