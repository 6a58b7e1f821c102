/** Owns `/events`: what happens in the studio, as server-sent events. */
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { EventBus } from '../context.ts';

/** Often enough that a proxy or a sleeping socket is noticed. */
const HEARTBEAT_MS = 15_000;
/** A window that reads slower than this many messages behind is cut off; it reconnects and reads the state afresh. */
const BACKLOG_LIMIT = 5_000;

export function eventRoute(events: EventBus): (context: Context) => Response {
  return (context) =>
    streamSSE(context, async (stream) => {
      const backlog: string[] = [];
      let wake: (() => void) | null = null;
      const unsubscribe = events.subscribe((event) => {
        if (backlog.length < BACKLOG_LIMIT) backlog.push(JSON.stringify(event));
        else stream.abort();
        wake?.();
      });
      stream.onAbort(() => {
        unsubscribe();
        wake?.();
      });
      try {
        await stream.writeSSE({ event: 'ready', data: '{}' });
        while (!stream.aborted && !stream.closed) {
          const data = backlog.shift();
          if (data !== undefined) {
            await stream.writeSSE({ data });
            continue;
          }
          const isQuiet = await new Promise<boolean>((resolve) => {
            const timer = setTimeout(() => resolve(true), HEARTBEAT_MS);
            timer.unref();
            wake = () => {
              clearTimeout(timer);
              resolve(false);
            };
          });
          wake = null;
          if (isQuiet) await stream.write(': still here\n\n');
        }
      } finally {
        unsubscribe();
      }
    });
}
