// A library is one folder, one process at a time, and a damaged one is never made worse.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openTestStudio, temporaryFolder } from '../support/test-studio.ts';

it('makes the folder when it is new, and opens it again with everything in it', async () => {
  const libraryPath = join(await temporaryFolder(), 'deep', 'library');
  const first = await openTestStudio({ libraryPath });
  const board = await first.call('boards.create', { name: 'Campaign' });
  await first.close();
  const second = await openTestStudio({ libraryPath });
  expect(await second.call('boards.list', {})).toMatchObject([{ id: board.id, name: 'Campaign' }]);
});

it('refuses a second studio on the same library, and frees it on close', async () => {
  const libraryPath = join(await temporaryFolder(), 'library');
  const first = await openTestStudio({ libraryPath });
  await expect(openTestStudio({ libraryPath })).rejects.toMatchObject({
    code: 'library-in-use',
    message: expect.stringContaining('another Maquette window'),
  });
  await first.close();
  await expect(openTestStudio({ libraryPath })).resolves.toBeDefined();
});

it('leaves a damaged database as it is and says so', async () => {
  const libraryPath = join(await temporaryFolder(), 'library');
  await mkdir(libraryPath, { recursive: true });
  const rubbish = Buffer.alloc(8192, 'not a database ');
  await writeFile(join(libraryPath, 'maquette.sqlite'), rubbish);
  await expect(openTestStudio({ libraryPath })).rejects.toMatchObject({ code: 'library-corrupt' });
  expect(await readFile(join(libraryPath, 'maquette.sqlite'))).toEqual(rubbish);
});

it('does not touch a library of a newer Maquette', async () => {
  const libraryPath = join(await temporaryFolder(), 'library');
  await (await openTestStudio({ libraryPath })).close();
  const db = new Database(join(libraryPath, 'maquette.sqlite'));
  db.pragma('user_version = 9999');
  db.close();
  await expect(openTestStudio({ libraryPath })).rejects.toMatchObject({ code: 'library-newer' });
});

it('says that a file is no folder', async () => {
  const path = join(await temporaryFolder(), 'library');
  await writeFile(path, 'a file');
  await expect(openTestStudio({ libraryPath: path })).rejects.toMatchObject({ code: 'library-missing' });
});

it('keeps the rows behind strict tables, a write-ahead log and full syncing', async () => {
  const studio = await openTestStudio();
  const db = new Database(join(studio.libraryPath, 'maquette.sqlite'), { readonly: true });
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
  const loose = db
    .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0")
    .all()
    .filter((row) => !/^sqlite_|^asset_text/.test(JSON.parse(JSON.stringify(row)).name));
  expect(loose).toEqual([]);
  db.close();
});
