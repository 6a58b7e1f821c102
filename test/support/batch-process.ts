/** Owns the process that a kill test kills in the middle of several edits in one go. */
import { createNodeHost } from '../../electron/hosts/browser-host.ts';
import { createStudio } from '../../electron/studio/studio.ts';
import { batchIdSchema } from '../../shared/edit-batch.ts';
import { batchAtRest, layDesk, placesPlan } from './batch-desk.ts';
import { arm } from './kill-switch.ts';

const [libraryPath = '', id = ''] = process.argv.slice(2);
const batchId = batchIdSchema.parse(id);
const host = createNodeHost({ kind: 'command-line', libraryPath, environment: process.env });
const studio = await createStudio({ host, libraryPath, wait: async () => {} });
const desk = await layDesk(studio);
arm();
await studio.call('edits.startBatch', { batchId, plan: placesPlan(desk), boardId: desk.boardId });
await batchAtRest(studio, batchId);
await studio.close();
