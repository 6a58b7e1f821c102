/** Owns the one in-process bus that carries what happened from features to windows. */
import type { EventBus } from './context.ts';

type Listener = Parameters<EventBus['subscribe']>[0];

export function createEventBus(): EventBus {
  const listeners = new Set<Listener>();
  return {
    publish(event) {
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
