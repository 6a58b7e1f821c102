/** Owns the settings rows. A row that no longer fits its schema falls back to the default instead of stopping the start. */
import { defaultSettings, type Settings, settingsSchema } from '../../../shared/settings.ts';
import type { ReadDb, WriteDb } from '../db/database.ts';

export function readSettings(db: ReadDb): Settings {
  const rows = db.prepare<[], { name: string; value: string }>('SELECT name, value FROM settings').all();
  let settings = defaultSettings;
  for (const row of rows) {
    const next = settingsSchema.safeParse({ ...settings, [row.name]: parse(row.value) });
    if (next.success) settings = next.data;
  }
  return settings;
}

function parse(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

export function writeSettings(db: WriteDb, change: Partial<Settings>): Settings {
  const statement = db.prepare(
    'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  db.transaction(() => {
    for (const [name, value] of Object.entries(change)) {
      if (value !== undefined) statement.run(name, JSON.stringify(value));
    }
  })();
  return readSettings(db);
}
