import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { ended, openCommandPlace, runCommand, runJson, startCommand } from '../support/command-run.ts';
import { png } from '../support/test-pictures.ts';
import { draftRequest, openBoard, openTestStudio } from '../support/test-studio.ts';

const small = ['--size', '512', '--model', 'sketch:sketch-1'];

describe('the loop on the command line', () => {
  test('drafts, promotes, exports, and finds all of it again', { timeout: 90_000 }, async () => {
    const place = await openCommandPlace();
    const drafts = await runJson(
      place,
      'draft',
      'Quiet harbour',
      '--count',
      '3',
      '--aspect',
      '3:2',
      '--seed',
      '5',
      ...small,
    );
    expect(drafts.job).toMatchObject({ state: 'done', costMicros: 0 });
    expect(drafts.pictures.map((picture: { seed: number }) => picture.seed)).toEqual([5, 6, 7]);

    const id: string = drafts.pictures[1].assetId;
    const final = await runJson(place, 'promote', id.slice(-6), '--size', '1K');
    expect(final.pictures).toHaveLength(1);
    expect(final.pictures[0].widthPx).toBeGreaterThan(drafts.pictures[1].widthPx);
    expect(final.pictures[0].seed).toBe(6);

    const file = join(place.folder, 'harbour.jpg');
    const exported = await runJson(place, 'export', final.pictures[0].candidateId, '--out', file, '--dpi', '150');
    expect(exported).toMatchObject({ file, format: 'jpeg', dpi: 150, widthPx: final.pictures[0].widthPx });
    expect(await sharp(file).metadata()).toMatchObject({ format: 'jpeg', density: 150, hasProfile: true });

    const history = await runJson(place, 'history', 'harbour');
    expect(history.total).toBe(4);
    expect(history.pictures[0]).toMatchObject({ assetId: final.pictures[0].assetId, role: 'final' });
  });

  test('a file of this computer is a reference and an import, and stays as it was', async () => {
    const place = await openCommandPlace();
    const file = join(place.folder, 'mood board.png');
    const bytes = await png({ widthPx: 300, heightPx: 200 });
    await writeFile(file, bytes);
    const imported = await runJson(place, 'import', file, '--board', 'Moods');
    expect(imported.pictures).toMatchObject([{ name: 'mood board.png', widthPx: 300, heightPx: 200 }]);
    const drafts = await runJson(place, 'draft', 'Harbour', '--count', '1', '--reference', file, ...small);
    expect(drafts.pictures).toHaveLength(1);
    expect((await runJson(place, 'history')).total).toBe(2);
    expect(await readFile(file)).toEqual(bytes);
  });

  test('pictures can be saved as they came, and nothing is overwritten unasked', async () => {
    const place = await openCommandPlace();
    const out = join(place.folder, 'out');
    const { pictures } = await runJson(place, 'draft', 'Harbour', '--count', '1', '--out', out, ...small);
    expect((await readFile(pictures[0].file)).byteLength).toBe(pictures[0].sizeBytes);
    const file = join(place.folder, 'a.webp');
    await writeFile(file, 'mine');
    const refused = await runCommand(place, 'export', pictures[0].assetId, '--out', file, '--json');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(JSON.parse(refused.stderr).error.code).toBe('file-exists');
    expect(await readFile(file, 'utf8')).toBe('mine');
    await runJson(place, 'export', pictures[0].assetId, '--out', file, '--force');
    expect((await sharp(file).metadata()).format).toBe('webp');
  });

  test('the demo leaves 4 drafts, a 4K final, an export and receipts, whatever keys are set', {
    timeout: 90_000,
  }, async () => {
    const place = await openCommandPlace({ OPENAI_API_KEY: 'sk-never-used', GEMINI_API_KEY: 'never-used' });
    const out = join(place.folder, 'demo');
    const { files, costMicros } = await runJson(place, 'demo', '--out', out);
    expect(costMicros).toBe(0);
    expect(files.map((file: { kind: string }) => file.kind)).toEqual([
      ...Array.from({ length: 4 }, () => 'draft'),
      'final',
      'export',
    ]);
    for (const { file, widthPx, heightPx, receipt } of files) {
      expect(await sharp(file).metadata()).toMatchObject({ width: widthPx, height: heightPx });
      if (receipt === null) continue;
      expect(JSON.parse(await readFile(receipt, 'utf8'))).toMatchObject({
        schema: 'maquette-receipt/1',
        providerId: 'sketch',
      });
    }
    expect(files[4].widthPx * files[4].heightPx).toBeGreaterThan(12_000_000);
    expect((await runCommand(place, 'demo', '--out', out)).code).toBe(2);
  });
});

describe('what is under way is neither lost nor in the way', () => {
  test('Ctrl+C cancels a drawing', { timeout: 90_000 }, async () => {
    const place = await openCommandPlace();
    const child = startCommand(place, [
      'draft',
      'Harbour',
      '--count',
      '8',
      '--size',
      '4K',
      '--model',
      'sketch:sketch-1',
    ]);
    const result = ended(child);
    // The line with the price comes right before the job.
    if (child.stderr) await once(child.stderr, 'data');
    child.kill('SIGINT');
    expect(await result).toMatchObject({ code: 130, stdout: '' });
    expect((await runJson(place, 'history')).total).toBeLessThan(8);
  });

  test('a command starts nothing that an earlier program left, until that very request is made', {
    timeout: 90_000,
  }, async () => {
    const place = await openCommandPlace();
    const earlier = await openTestStudio({ libraryPath: place.libraryPath });
    const boardId = await openBoard(earlier);
    const request = draftRequest({ tier: '2K', count: 2 });
    const jobId = newId('job');
    await earlier.call('jobs.enqueue', { jobId, request, placement: { boardId, places: [] } });
    await earlier.close();
    expect((await runJson(place, 'status')).waitingJobIds).toEqual([jobId]);
    expect((await runJson(place, 'history')).total).toBe(0);
    const same = ['draft', request.prompt, '--aspect', '3:2', '--size', '2K', '--count', '2', '--seed', '7'];
    const { job, pictures } = await runJson(place, ...same, '--model', request.modelId);
    expect(job).toMatchObject({ id: jobId, state: 'done' });
    expect(pictures).toHaveLength(2);
    expect((await runJson(place, 'status')).waitingJobIds).toEqual([]);
  });
});

describe('the command line answers as people and scripts expect', () => {
  test('every verb has help, and help opens no library', async () => {
    const place = await openCommandPlace();
    const verbs = [
      'route',
      'draft',
      'vote',
      'promote',
      'export',
      'text',
      'import',
      'history',
      'receipt',
      'spend',
    ].concat(['lost', 'models', 'status', 'serve', 'demo']);
    for (const verb of verbs) {
      const { code, stdout } = await runCommand(place, verb, '--help');
      expect(code, verb).toBe(0);
      expect(stdout).toContain(`Usage: maquette ${verb}`);
      expect(stdout).toContain('--json');
    }
    await expect(readFile(join(place.libraryPath, 'maquette.sqlite'))).rejects.toThrow('ENOENT');
  });

  test('models and status name no key', async () => {
    const key = 'sk-emulator-1234567890abcdef';
    const place = await openCommandPlace({ OPENAI_API_KEY: key });
    const { models } = await runJson(place, 'models');
    expect(models.map((model: { id: string }) => model.id)).toContain('sketch:sketch-1');
    const status = await runCommand(place, 'status');
    expect(status.stdout).toContain(place.libraryPath);
    expect(status.stdout).toContain('…cdef');
    expect(JSON.stringify([models, status])).not.toContain(key);
  });

  test.each([
    ['an unknown verb', ['paint'], 2],
    ['an unknown option', ['draft', 'x', '--colour', 'red'], 2],
    ['no verb', [], 2],
    ['a count that is no number', ['draft', 'x', '--count', 'many'], 2],
    ['an empty prompt', ['draft', '  '], 2],
    ['a prompt of 40,000 characters', ['draft', 'x'.repeat(40_000)], 2],
    ['0 candidates', ['draft', 'x', '--count', '0'], 2],
    ['99 candidates', ['draft', 'x', '--count', '99'], 2],
    ['an unknown model', ['draft', 'x', '--model', 'sketch:none'], 2],
    ['an impossible aspect', ['draft', 'x', '--aspect', '100:1', '--model', 'sketch:sketch-1'], 2],
    ['a model without its key', ['draft', 'x', '--model', 'openai:gpt-image-2'], 3],
    ['a picture that is not there', ['promote', 'zzzzzz'], 1],
    ['a file that is not there', ['import', 'nowhere.png'], 1],
    ['a format nobody writes', ['export', 'abcdef', '--out', 'a.psd'], 1],
  ])('%s ends with a coded sentence', async (_what, given, code) => {
    const place = await openCommandPlace();
    const told = await runCommand(place, ...given, '--json');
    expect(told).toMatchObject({ code, stdout: '' });
    const { error } = JSON.parse(told.stderr);
    expect(error).toEqual({ code: expect.any(String), message: expect.stringMatching(/^[^\n]{8,}/) });
    expect(error.message).not.toMatch(/\.ts:|\n\s+at |node_modules/);
  });

  test('a bad file among references sends nothing and says which rule it broke', async () => {
    const place = await openCommandPlace();
    await writeFile(join(place.folder, 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>');
    const told = await runCommand(place, 'draft', 'x', '--reference', 'logo.svg');
    expect(told).toMatchObject({ code: 1, stdout: '' });
    expect(told.stderr).toMatch(/SVG/);
  });

  test('a library that is open elsewhere is said to be so', async () => {
    const place = await openCommandPlace();
    const { lockLibrary } = await import('../../electron/studio/db/database.ts');
    await runJson(place, 'status');
    const unlock = lockLibrary(join(place.libraryPath, 'library.lock'));
    try {
      const told = await runCommand(place, 'history', '--json');
      expect(told.code).toBe(1);
      expect(JSON.parse(told.stderr).error.code).toBe('library-in-use');
    } finally {
      unlock();
    }
  });

  test('control characters in a name do not reach the terminal', async () => {
    const place = await openCommandPlace();
    const file = join(place.folder, 'red\u001b[31m\u202egnp.png');
    await writeFile(file, await png({ widthPx: 20, heightPx: 20 }));
    const told = await runCommand(place, 'import', file);
    expect(told.code).toBe(0);
    for (const hidden of ['\u001b', '\u202e']) expect(told.stdout).not.toContain(hidden);
  });
});
