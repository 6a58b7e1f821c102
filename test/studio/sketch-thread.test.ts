// Sketch draws on a thread of its own: the studio keeps answering, orders keep apart, and a cancelled one stops.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { failureOf } from '../support/provider-call.ts';
import { sketch, sketchAll } from '../support/sketch-call.ts';

const hash = (file: Uint8Array) => createHash('sha256').update(file).digest('hex');
const large = { prompt: 'alpine lake with a pine forest', sizePx: { widthPx: 2048, heightPx: 2048 } };

it('keeps everything that draws off the thread the studio answers on', async () => {
  const loaded = await filesBehind(resolve('electron/studio/providers/sketch-provider.ts'), new Set());
  const drawing = [...loaded].filter((file) => file.includes('/sketch/'));
  expect(drawing.map((file) => file.split('/').at(-1)).sort()).toEqual(['sketch-thread.ts']);
});

it('gives every order its own pictures, previews and seeds when several run at once', async () => {
  const prompts = ['hills at noon', 'a red teapot', 'poster "ONE"'];
  const alone = [];
  for (const prompt of prompts) alone.push(hash(await sketch({ prompt, seeds: [3] })));
  const together = await Promise.all(prompts.map((prompt) => sketchAll({ prompt, seeds: [3] })));
  expect(together.map(({ files }) => files.map(hash))).toEqual(alone.map((one) => [one]));
  for (const { progress } of together) expect(progress.some(({ picture }) => picture !== null)).toBe(true);
});

it('stops drawing when the order is cancelled, and the others go on', async () => {
  const cancelling = new AbortController();
  const other = sketch({ prompt: 'hills at noon', seeds: [3] });
  const cancelled = failureOf(sketchAll({ ...large, count: 8, seeds: [1] }, cancelling.signal));
  cancelling.abort();
  expect(await cancelled).toMatchObject({ code: 'cancelled' });
  expect((await other).byteLength).toBeGreaterThan(1000);
});

it('says in words what was wrong with an order', async () => {
  expect(await failureOf(sketchAll({ seeds: [Number.NaN] }))).toMatchObject({
    code: 'invalid-param',
    message: expect.stringMatching(/seed/i),
  });
});

/** Files that loading this one loads, types aside. */
async function filesBehind(file: string, found: Set<string>): Promise<Set<string>> {
  if (found.has(file)) return found;
  found.add(file);
  const source = await readFile(file, 'utf8');
  for (const [, target = ''] of source.matchAll(/^import (?!type )[^;]*? from '(\.[^']+)'/gm))
    await filesBehind(join(dirname(file), target), found);
  return found;
}
