/** Owns a process that draws pictures of one size with Sketch and prints what each took. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProviderRequest } from '../../electron/studio/providers/provider.ts';
import { sketchModels } from '../../electron/studio/providers/sketch-models.ts';
import { sketchProvider } from '../../electron/studio/providers/sketch-provider.ts';
import type { SketchRun } from './sketch-speed-bench.ts';

const PROMPTS = [
  'Alpine lake at dawn, mist, pine forest, wide, calm blues and apricot',
  'Desert dunes under a violet evening sky, minimal, negative space',
  'Still life with ceramic vase and lemons, warm morning light, gouache',
  'Poster "MAQUETTE" bauhaus shapes, red, cream and black',
  'Quiet harbour at dawn, fishing boats, pale blue and coral',
  'Portrait of a woman with red hair, soft window light',
  'City skyline at night, rain, neon reflections',
  'Perfume bottle on a stone plinth, studio light, sage green',
  'Abstract composition of circles, teal and orange',
  'Forest path in autumn, fog, golden leaves',
  'A cat asleep on a windowsill, watercolour',
  'Street map of an island, infographic, labels "北" and "South"',
];

const edgePx = Number(process.argv[2]);
const [model] = sketchModels;
if (!model || !Number.isInteger(edgePx)) throw new Error('Sketch has no model, or no size was given.');

const requestFor = (prompt: string, seed: number): ProviderRequest => ({
  model,
  prompt,
  count: 1,
  aspect: '1:1',
  tier: edgePx > 2048 ? '4K' : '1K',
  sizePx: { widthPx: edgePx, heightPx: edgePx },
  quality: null,
  background: 'auto',
  seeds: [seed],
  source: null,
  references: [],
  mask: null,
});

async function draw(prompt: string, seed: number): Promise<{ drawnMs: number; heldMs: number }> {
  const resolution = 5;
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  await sleep(resolution * 4);
  delay.reset();
  const startedMs = performance.now();
  await sketchProvider.generate(requestFor(prompt, seed), {
    apiKey: null,
    baseUrl: sketchProvider.defaultBaseUrl,
    fetch,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  const drawnMs = performance.now() - startedMs;
  // A delay is only counted once the loop turns again.
  await sleep(resolution * 4);
  delay.disable();
  // The histogram holds whole intervals: the timer's own period is no delay.
  return { drawnMs, heldMs: Math.max(0, delay.max / 1e6 - resolution) };
}

const [warmUp = ''] = PROMPTS;
const cold = await draw(warmUp, 1);
await draw(warmUp, 2);
const warm = [];
for (const [seed, prompt] of PROMPTS.entries()) warm.push(await draw(prompt, seed));
const run: SketchRun = {
  coldMs: cold.drawnMs,
  heldColdMs: cold.heldMs,
  warmMs: warm.map((one) => one.drawnMs),
  heldMs: warm.map((one) => one.heldMs),
};
console.log(JSON.stringify(run));
