/** Owns how long something takes, in words, and a clock that only the component that shows it re-renders for. */
import { useSyncExternalStore } from 'react';

/** "0.4 s", "12 s", "3 min 05 s", "1 h 02 min". Negative spans, from a clock that was set back, read as 0. */
export function formatElapsed(elapsedMs: number): string {
  const ms = Math.max(0, elapsedMs);
  if (ms < 9_950) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

const TICK_MS = 250;
let nowMs = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

/** One timer for all clocks on the page; it stops with the last one. */
function subscribeToTicks(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    nowMs = Date.now();
    for (const notify of listeners) notify();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

const neverTicks = () => () => undefined;

/** The span from `startMs` until `endMs`, or until now while `endMs` is null. Empty before the start. */
export function useElapsed(startMs: number | null, endMs: number | null): string {
  const isRunning = startMs !== null && endMs === null;
  return useSyncExternalStore(isRunning ? subscribeToTicks : neverTicks, () =>
    startMs === null ? '' : formatElapsed((endMs ?? Math.max(nowMs, startMs)) - startMs),
  );
}
