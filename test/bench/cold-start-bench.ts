/** Owns the wait between starting Maquette and seeing it, then using it; on a new library and on one that was used. */
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { launchChromium } from '../support/app-window.ts';
import type { Bench, Measurement } from './bench-figure.ts';
import { type BenchStudio, startBenchStudio, withFolder } from './bench-studio.ts';

const STARTS = 5;

interface Start {
  readonly paintMs: number;
  readonly usableMs: number;
}

export const coldStartBench: Bench = {
  name: 'cold-start',
  async measure() {
    const browser = await launchChromium();
    try {
      const fresh: Start[] = [];
      for (let taken = 0; taken < STARTS; taken += 1) fresh.push(await startOnNewLibrary(browser));
      const warm = await startsOnUsedLibrary(browser);
      return [...figures('fresh', fresh), ...figures('warm', warm)];
    } finally {
      await browser.close();
    }
  },
};

function figures(library: 'fresh' | 'warm', starts: readonly Start[]): Measurement[] {
  const note =
    library === 'fresh'
      ? 'Host process asked for → page, on a new library that makes its welcome board; Chromium already runs, its cache is empty.'
      : 'The same on the library of an earlier start.';
  return [
    { name: `cold-start-${library}-first-paint`, unit: 'ms', samples: starts.map((start) => start.paintMs), note },
    { name: `cold-start-${library}-usable`, unit: 'ms', samples: starts.map((start) => start.usableMs), note },
  ];
}

const startOnNewLibrary = (browser: Browser): Promise<Start> =>
  withFolder(async (folder) => {
    const studio = await startBenchStudio({ libraryPath: join(folder, 'library'), hasSamples: true });
    try {
      return await openAndTime(browser, studio);
    } finally {
      await studio.stop();
    }
  });

const startsOnUsedLibrary = (browser: Browser): Promise<Start[]> =>
  withFolder(async (folder) => {
    const libraryPath = join(folder, 'library');
    await finishSamples(await startBenchStudio({ libraryPath, hasSamples: true }));
    const starts: Start[] = [];
    // The first makes the thumbnails and is not counted.
    for (let taken = 0; taken <= STARTS; taken += 1) {
      const studio = await startBenchStudio({ libraryPath, hasSamples: true });
      try {
        starts.push(await openAndTime(browser, studio));
      } finally {
        await studio.stop();
      }
    }
    return starts.slice(1);
  });

async function finishSamples(studio: BenchStudio): Promise<void> {
  for (;;) {
    const left = await studio.call('jobs.list', { states: ['queued', 'running'], limit: 10 });
    if (left.length === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await studio.stop();
}

async function openAndTime(browser: Browser, studio: BenchStudio): Promise<Start> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(noteWhenUsable);
    await page.goto(studio.address);
    await page.waitForFunction(() => performance.getEntriesByName('usable').length > 0, null, { timeout: 120_000 });
    const seen = await page.evaluate(() => ({
      paint: performance.timeOrigin + (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0),
      usable: performance.timeOrigin + (performance.getEntriesByName('usable')[0]?.startTime ?? 0),
    }));
    return { paintMs: seen.paint - studio.askedAtMs, usableMs: seen.usable - studio.askedAtMs };
  } finally {
    await context.close();
  }
}

/** Runs in the page. Usable: one can type, and the board shows what lies on it, painted. */
function noteWhenUsable(): void {
  const look = () => {
    const field = document.querySelector<HTMLTextAreaElement>('[data-prompt-field]');
    const item = document.querySelector('[aria-label="Board"] .react-flow__node');
    if (field === null || field.disabled || item === null) return;
    watching.disconnect();
    requestAnimationFrame(() => setTimeout(() => performance.mark('usable')));
  };
  const watching = new MutationObserver(look);
  watching.observe(document, { childList: true, subtree: true });
}
