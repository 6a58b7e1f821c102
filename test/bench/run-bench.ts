/** Owns `npm run bench`: runs the figures one after the other, prints each as a JSON line and keeps bench/latest.json. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { type Bench, type Figure, figureOf } from './bench-figure.ts';
import { describeMachine } from './bench-machine.ts';
import { benches } from './benches.ts';

const latestPath = join(resolve(import.meta.dirname, '../..'), 'bench', 'latest.json');

/** `cold-start` runs the leaf, `cold-start-fresh-usable` the leaf that has it. */
function chosen(names: readonly string[]): readonly Bench[] {
  if (names.length === 0) return benches;
  const picked = benches.filter((bench) =>
    names.some((name) => name === bench.name || name.startsWith(`${bench.name}-`)),
  );
  if (picked.length === 0) throw new Error(`No such figure. Known: ${benches.map((bench) => bench.name).join(', ')}`);
  return picked;
}

async function measured(bench: Bench): Promise<Figure[]> {
  const machine = describeMachine();
  const loadBefore = loadavg()[0] ?? 0;
  const measurements = await bench.measure();
  return measurements.map((one) => figureOf(one, { machine, loadBefore, atMs: Date.now() }));
}

/** Figures that were not measured this time stay as they were. */
async function keep(figures: readonly Figure[]): Promise<void> {
  const text = await readFile(latestPath, 'utf8').catch(() => '[]');
  const known: readonly Figure[] = JSON.parse(text);
  const fresh = new Map(figures.map((figure) => [figure.name, figure]));
  const names = [...new Set([...known, ...figures].map((figure) => figure.name))].sort();
  const all = names.flatMap((name) => fresh.get(name) ?? known.find((figure) => figure.name === name) ?? []);
  await mkdir(resolve(latestPath, '..'), { recursive: true });
  await writeFile(latestPath, `${JSON.stringify(all, null, 2)}\n`);
}

async function run(names: readonly string[]): Promise<number> {
  let failures = 0;
  for (const bench of chosen(names)) {
    console.error(`measuring ${bench.name}`);
    try {
      const figures = await measured(bench);
      for (const figure of figures) console.log(JSON.stringify(figure));
      await keep(figures);
    } catch (error) {
      failures += 1;
      console.error(`${bench.name} could not be measured:`, error);
    }
  }
  return failures === 0 ? 0 : 1;
}

// Browsers and studios of a figure that failed may still hold the process open.
process.exit(await run(process.argv.slice(2).filter((word) => !word.startsWith('-'))));
