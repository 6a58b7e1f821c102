/** Owns how long a search takes in a library of 100,000 pictures, through the front door. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createNodeHost } from '../../electron/hosts/browser-host.ts';
import { openDatabase } from '../../electron/studio/db/database.ts';
import { createStudio } from '../../electron/studio/studio.ts';
import type { ProcedureInput } from '../../shared/contract.ts';
import { fillHistory } from '../support/history-fill.ts';
import type { Bench, Measurement } from './bench-figure.ts';
import { withFolder } from './bench-studio.ts';

const PICTURES = 100_000;
const REPEATS = 15;
type Search = ProcedureInput<'history.search'>;
const newest: Search = { text: '', modelId: null, verdict: null, minRating: 0, cursor: null, limit: 50 };

const SEARCHES: Readonly<Record<string, Partial<Search>>> = {
  newest: {},
  word: { text: 'harbour' },
  'rare-word': { text: 'zeppelin' },
  'two-characters': { text: '深夜' },
  kept: { verdict: 'kept' },
  model: { modelId: 'google:gemini-3-pro-image' },
  'word-and-kept': { text: 'tower', verdict: 'kept' },
};

export const historyBench: Bench = {
  name: 'history',
  measure: () =>
    withFolder(async (folder) => {
      const libraryPath = join(folder, 'library');
      await mkdir(libraryPath, { recursive: true });
      const db = openDatabase(join(libraryPath, 'maquette.sqlite'));
      fillHistory(db, PICTURES);
      db.close();
      const host = createNodeHost({ kind: 'command-line', libraryPath, environment: { HOME: folder } });
      const studio = await createStudio({ host, libraryPath });
      try {
        const { total } = await studio.call('history.search', newest);
        if (total !== PICTURES) throw new Error(`the library holds ${total} pictures instead of ${PICTURES}`);
        const figures: Measurement[] = [];
        for (const [name, changes] of Object.entries(SEARCHES)) {
          const samples: number[] = [];
          for (let taken = 0; taken < REPEATS; taken += 1) {
            const startedMs = performance.now();
            await studio.call('history.search', { ...newest, ...changes });
            samples.push(performance.now() - startedMs);
          }
          const note = `${PICTURES} pictures, a page of 50 and the count.`;
          figures.push({ name: `history-${name}`, unit: 'ms', samples, valueIs: 'p95', target: { atMost: 100 }, note });
        }
        return figures;
      } finally {
        await studio.close();
      }
    }),
};
