import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Emulator } from '../emulators/emulator-server.ts';
import { startOpenAiEmulator } from '../emulators/openai-emulator.ts';
import { ended, openCommandPlace, runCommand, runJson, startCommand } from '../support/command-run.ts';

const draft = ['draft', 'A red kite', '--count', '1', '--model', 'openai:gpt-image-2'];

let vendor: Emulator;
beforeEach(async () => {
  vendor = await startOpenAiEmulator();
});
afterEach(() => vendor.close());

const payingPlace = () =>
  openCommandPlace({ OPENAI_API_KEY: 'sk-emulator-1234', MAQUETTE_OPENAI_BASE_URL: vendor.baseUrl });

describe('money on the command line', () => {
  test('where nobody can be asked, a paid call needs a yes, and nothing is sent without it', async () => {
    const told = await runCommand(await payingPlace(), ...draft, '--json');
    expect(told.code).toBe(2);
    expect(JSON.parse(told.stderr).error.message).toMatch(/\$\d.*--yes/);
    expect(vendor.received).toBe(0);
  });

  test('--yes sends, and the answer says what it cost', async () => {
    const { job, pictures } = await runJson(await payingPlace(), ...draft, '--yes');
    expect(job.costMicros).toBeGreaterThan(0);
    expect(pictures).toHaveLength(1);
    expect(vendor.paidRequests).toBe(1);
  });

  test('--max-cost sends only what stays below it', async () => {
    const place = await payingPlace();
    expect((await runCommand(place, ...draft, '--max-cost', '0.0001')).code).toBe(2);
    expect(vendor.received).toBe(0);
    await runJson(place, ...draft, '--max-cost', '5');
    expect(vendor.paidRequests).toBe(1);
  });

  test('a connection lost after sending is possibly billed, and never sent again', async () => {
    vendor.setFaults([{ kind: 'cut-before-headers' }]);
    const place = await payingPlace();
    const told = await runCommand(place, ...draft, '--yes', '--json');
    expect(told.code).toBe(4);
    expect(JSON.parse(told.stderr).error.code).toBe('possibly-billed');
    expect((await runJson(place, 'status')).spending.possiblyBilledMicros).toBeGreaterThan(0);
    expect(vendor.paidRequests).toBe(1);
  });

  test('a wrong key is a setting to correct', async () => {
    vendor.setFaults([{ kind: 'unauthorized' }]);
    const told = await runCommand(await payingPlace(), ...draft, '--yes', '--json');
    expect(told.code).toBe(3);
    expect(JSON.parse(told.stderr).error.code).toBe('auth');
  });

  test('Ctrl+C after sending says what may have been billed, and sends nothing again', async () => {
    vendor.setFaults([{ kind: 'hang' }]);
    const place = await payingPlace();
    const child = startCommand(place, [...draft, '--yes']);
    const result = ended(child);
    await expect.poll(() => vendor.received, { timeout: 20_000 }).toBe(1);
    child.kill('SIGINT');
    const told = await result;
    expect(told.code).toBe(4);
    expect(told.stderr).toMatch(/billed/);
    expect((await runJson(place, 'history')).total).toBe(0);
    expect(vendor.received).toBe(1);
  });
});
