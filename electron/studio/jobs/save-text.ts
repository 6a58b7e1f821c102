/** Owns the moment a text becomes history: on its job, and in the note that waited for it on the board. */
import { listItems, touchBoard, upsertItem } from '../boards/board-store.ts';
import type { TextResult } from '../providers/text-provider.ts';
import type { Call } from './call.ts';
import type { JobParts } from './job-parts.ts';
import { addJobWarnings, setJobText } from './job-store.ts';

/** What a note on the board holds; the whole text stays on the job. */
const NOTE_CHARACTERS = 20_000;

/** Inside the caller's transaction. A note that was thrown away meanwhile stays away. */
export function commitText(parts: JobParts, call: Call, result: TextResult): void {
  const { db, clock, events } = parts.context;
  const { job } = call;
  setJobText(db, job.id, result.text);
  addJobWarnings(db, job.id, result.warnings);
  const note = listItems(db, job.boardId).find((item) => item.id === job.itemIds[0]);
  if (note?.kind !== 'note') return;
  const filled = { ...note, text: [...result.text].slice(0, NOTE_CHARACTERS).join('') };
  upsertItem(db, job.boardId, filled);
  const revision = touchBoard(db, job.boardId, clock.now());
  const nothing = { remove: [], assets: [], lineage: [], windowId: null };
  events.publish({ name: 'board-changed', boardId: job.boardId, revision, upsert: [filled], ...nothing });
}
