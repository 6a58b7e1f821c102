/** Owns the wait between pressing Generate and seeing pixels on the board, with Sketch, four drafts at once. */
import { join } from 'node:path';
import type { Page } from 'playwright';
import { launchChromium } from '../support/app-window.ts';
import type { Bench } from './bench-figure.ts';
import { startBenchStudio, withFolder } from './bench-studio.ts';

/** The first finds the studio as it just started; the others as it is while one works. */
const PROMPTS = [
  'Quiet harbour at dawn, fishing boats, pale blue and coral',
  'Alpine lake under snow peaks, pine forest, evening light',
  'Still life with a ceramic jug and lemons, warm morning light',
  'Desert dunes under a violet sky, minimal',
  'Poster "OPEN STUDIO" with bauhaus shapes, red and cream',
  'Portrait of a lighthouse keeper, stormy sea',
];

interface Drafts {
  /** The first preview or picture, whichever comes first. */
  readonly pixelsMs: number;
  readonly pictureMs: number;
  readonly allMs: number;
}

export const firstDraftBench: Bench = {
  name: 'first-draft',
  measure: () =>
    withFolder(async (folder) => {
      const studio = await startBenchStudio({ libraryPath: join(folder, 'library') });
      const browser = await launchChromium();
      try {
        const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
        const page = await context.newPage();
        await page.addInitScript(noteDrafts);
        await page.goto(studio.address);
        const drafts: Drafts[] = [];
        for (const prompt of PROMPTS) drafts.push(await draft(page, prompt));
        const [first, ...later] = drafts;
        const of = (name: keyof Drafts, from: readonly Drafts[]) => from.map((one) => one[name]);
        return [
          {
            name: 'first-draft-cold-pixels',
            unit: 'ms',
            samples: first ? of('pixelsMs', [first]) : [],
            note: 'The first of a process.',
          },
          {
            name: 'first-draft-pixels',
            unit: 'ms',
            samples: of('pixelsMs', later),
            note: 'Generate pressed → first preview painted, 1024 × 1024.',
          },
          {
            name: 'first-draft-picture',
            unit: 'ms',
            samples: of('pictureMs', later),
            note: 'Generate pressed → first finished draft painted.',
          },
          {
            name: 'first-draft-all-four',
            unit: 'ms',
            samples: of('allMs', later),
            note: 'Generate pressed → all four painted.',
          },
        ];
      } finally {
        await browser.close();
        await studio.stop();
      }
    }),
};

async function draft(page: Page, prompt: string): Promise<Drafts> {
  await page.getByRole('textbox', { name: 'Prompt' }).fill(prompt);
  await page.getByRole('button', { name: /^Draft 4/ }).click();
  await page.waitForFunction(() => performance.getEntriesByName('draft-picture').length === 4, null, {
    timeout: 60_000,
  });
  return page.evaluate(() => {
    const timesOf = (name: string) => performance.getEntriesByName(name).map((entry) => entry.startTime);
    const pressed = timesOf('draft-pressed')[0] ?? 0;
    const pictures = timesOf('draft-picture');
    return {
      pixelsMs: Math.min(...timesOf('draft-preview'), ...pictures) - pressed,
      pictureMs: Math.min(...pictures) - pressed,
      allMs: Math.max(...pictures) - pressed,
    };
  });
}

/** Runs in the page: marks the press, and each picture of a new card once it is painted. */
function noteDrafts(): void {
  let known = new Set<string | null>();
  const seen = new Set<string>();
  const cardOf = (element: Element) => element.closest('.react-flow__node')?.getAttribute('data-id') ?? null;
  addEventListener(
    'click',
    (event) => {
      if (!(event.target instanceof Element) || !event.target.closest('button')?.textContent.startsWith('Draft 4'))
        return;
      known = new Set([...document.querySelectorAll('.react-flow__node')].map(cardOf));
      for (const name of ['draft-pressed', 'draft-preview', 'draft-picture']) performance.clearMarks(name);
      performance.mark('draft-pressed');
    },
    true,
  );
  document.addEventListener(
    'load',
    (event) => {
      if (!(event.target instanceof HTMLImageElement)) return;
      const card = cardOf(event.target);
      const name = event.target.src.includes('/partial/') ? 'draft-preview' : 'draft-picture';
      if (card === null || known.has(card) || seen.has(name + card)) return;
      seen.add(name + card);
      requestAnimationFrame(() => setTimeout(() => performance.mark(name)));
    },
    true,
  );
}
