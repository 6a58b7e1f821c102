/** Owns the process that a kill test kills: one library, one paid job, as small as the product can be. */
import { createNodeHost } from '../../electron/hosts/browser-host.ts';
import { createStudio } from '../../electron/studio/studio.ts';
import { generationRequestSchema } from '../../shared/generation.ts';
import { jobIdSchema, newId } from '../../shared/ids.ts';
import { arm, mark } from './kill-switch.ts';

const [libraryPath = '', job = '', request = '', mode = 'run'] = process.argv.slice(2);
const host = createNodeHost({ kind: 'command-line', libraryPath, environment: process.env });
const studio = await createStudio({ host, libraryPath, ...(mode !== 'patient' && { wait: async () => {} }) });
const board = await studio.call('boards.create', { name: 'Before the cut' });
const jobId = jobIdSchema.parse(job);
const asked = generationRequestSchema.parse(JSON.parse(request));

const ended = new Promise<void>((done) => {
  studio.subscribe((event) => {
    if (event.name !== 'job-changed') return;
    mark(`event ${event.job.state}: told`);
    if (!['queued', 'running'].includes(event.job.state)) done();
  });
});
const send = globalThis.fetch;
const left = new Promise<void>((done) => {
  globalThis.fetch = (input, init) => {
    const answer = send(input, init);
    setTimeout(done, 30);
    return answer;
  };
});

process.once('SIGUSR2', async () => {
  mark('cancel: asked');
  await studio.call('jobs.cancel', { id: jobId });
  mark('cancel: answered');
});

arm();
const places = Array.from({ length: asked.count }, (_, index) => ({
  itemId: newId('item'),
  xUnits: index * 340,
  yUnits: 0,
  widthUnits: 320,
  heightUnits: 213,
}));
await studio.call('jobs.enqueue', { jobId, request: asked, placement: { boardId: board.id, places } });
mark('enqueue: answered');
await (mode === 'close' ? left : ended);
mark('close: before');
await studio.close();
mark('close: after');
