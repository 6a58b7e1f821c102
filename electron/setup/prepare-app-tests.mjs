/** Owns what the app tests find when they start, also when Vitest is started by hand: the page of now, and a browser. */
import { ensurePage } from './build-page.mjs';
import { ensureChromium, NO_CHROMIUM } from './chromium.mjs';

export async function setup() {
  await ensurePage();
  if ((await ensureChromium()) === null) throw new Error(NO_CHROMIUM);
}
