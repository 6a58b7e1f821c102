/** Owns the app as a person meets it: a studio process on a library of its own, and a window of a real Chromium on it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright';
import { beforeEach } from 'vitest';
import { findChromium } from '../../electron/setup/find-chromium.mjs';
import { type StudioProcess, startStudioProcess } from './studio-process.ts';

/** Long enough for a loaded machine; every wait ends as soon as its condition holds. */
const WAIT_LIMIT_MS = 30_000;

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
];

export function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('No Chromium was found; run the tests with npm test.');
  return chromium.launch({ executablePath, args: FLAGS });
}

export interface AppWindowOptions {
  /** Keys and vendor addresses; nothing of this process's own environment comes along. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly context?: BrowserContextOptions;
  /** The board of the first run, with pictures and notes that teach. */
  readonly hasSampleBoard?: boolean;
}

export interface AppWindow {
  readonly page: Page;
  readonly studio: StudioProcess;
  readonly libraryPath: string;
  /** What a page must never say: console errors, uncaught errors, CSP and Trusted Types violations. */
  readonly complaints: string[];
  close(): Promise<void>;
}

/** A fresh library, its studio, and the page in a profile of its own, ready for a person. */
export async function openAppWindow(browser: Browser, options: AppWindowOptions = {}): Promise<AppWindow> {
  const folder = await mkdtemp(join(tmpdir(), 'maquette-app-'));
  const libraryPath = join(folder, 'library');
  const parameters = options.hasSampleBoard ? [] : ['--no-samples'];
  const studio = await startStudioProcess(libraryPath, options.environment ?? {}, parameters);
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    acceptDownloads: true,
    ...options.context,
  });
  context.setDefaultTimeout(WAIT_LIMIT_MS);
  const page = await context.newPage();
  const complaints = await listenForComplaints(page);
  await page.goto(studio.address);
  await page.getByRole('textbox', { name: 'Prompt' }).waitFor();
  return {
    page,
    studio,
    libraryPath,
    complaints,
    close: async () => {
      await context.close();
      await studio.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Fills as the page runs, from its first line on. */
async function listenForComplaints(page: Page): Promise<string[]> {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`violation of ${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`);
    });
  });
  return complaints;
}

/**
 * For a file whose tests are the steps of one story: after a red one the others are skipped, since they would only wait
 * for what never comes, and the window is photographed as it stood.
 */
export function tellInOrder(window: () => AppWindow): void {
  let hasFailed = false;
  beforeEach(({ skip, task, onTestFailed }) => {
    if (hasFailed) skip('an earlier step failed');
    onTestFailed(async () => {
      hasFailed = true;
      const path = join(tmpdir(), 'maquette-failures', `${task.name.replace(/\W+/g, '-').slice(0, 60)}.png`);
      await window().page.screenshot({ path });
      process.stdout.write(`The window as it stood: ${path}\n${window().complaints.join('\n')}\n`);
    });
  });
}
