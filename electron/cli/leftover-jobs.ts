/** Owns jobs that an earlier window or command left in the library and that go on running while it is open. */
import type { Session } from './command-session.ts';

/**
 * A library that is opened picks up its unfinished jobs. Closing it in the middle of a paid call would make that call
 * "possibly billed", so a command stays until they have ended, or until Ctrl+C.
 */
export async function waitForLeftovers({ studio, terminal, signal }: Session): Promise<void> {
  const countRunning = async () =>
    (await studio.call('jobs.list', { states: ['queued', 'running'], limit: 500 })).length;
  const count = await countRunning();
  if (count === 0 || signal.aborted) return;
  terminal.note(
    `${count === 1 ? 'One earlier job is' : `${count} earlier jobs are`} still running; waiting for the end. Ctrl+C leaves now.`,
  );
  await new Promise<void>((resolve) => {
    const unsubscribe = studio.subscribe(async (event) => {
      if (event.name !== 'job-changed' || (await countRunning()) > 0) return;
      unsubscribe();
      resolve();
    });
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
