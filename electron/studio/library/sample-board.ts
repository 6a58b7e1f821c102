/** Owns the first-run board: notes that teach the loop, and drafts that Sketch draws while the person reads them. */
import type { BoardItem } from '../../../shared/board.ts';
import type { GenerationRequest } from '../../../shared/generation.ts';
import { newId } from '../../../shared/ids.ts';
import type { StudioContext } from '../context.ts';
import type { Procedures } from '../http/rpc.ts';

const NOTES: readonly { text: string; tone: 'plain' | 'yellow'; x: number; y: number; height: number }[] = [
  {
    text: 'Draft\n\nType below and press Ctrl+Enter (⌘+Enter on a Mac). Four drafts appear in seconds. The price stands on the button before you press it; Sketch, the built-in engine, is free and works offline.',
    tone: 'yellow',
    x: -640,
    y: -330,
    height: 190,
  },
  {
    text: 'Pick\n\nIn the strip above the prompt: P keeps a draft, X rejects it, 1 to 5 rates it. Rejected drafts leave the board; Ctrl+Z brings them back.',
    tone: 'plain',
    x: -640,
    y: -120,
    height: 150,
  },
  {
    text: 'Promote\n\nRight-click a keeper and choose Promote to final: it is drawn again at full size, beside its draft. Compare the two with the slider, then export.',
    tone: 'plain',
    x: -640,
    y: 50,
    height: 150,
  },
];

const SAMPLES: readonly { prompt: string; seed: number; x: number; y: number }[] = [
  { prompt: 'Alpine lake at dawn, mist, pine forest, wide, calm blues and apricot', seed: 11, x: -360, y: -330 },
  { prompt: 'Desert dunes under a violet evening sky, minimal, negative space', seed: 7, x: 0, y: -330 },
  { prompt: 'Still life with ceramic vase and lemons, warm morning light, gouache', seed: 5, x: -360, y: -70 },
  { prompt: 'Poster "MAQUETTE" bauhaus shapes, red, cream and black', seed: 3, x: 0, y: -70 },
];

const WIDTH_UNITS = 330;

/** Makes the board in a library that has none yet; in any other it does nothing. */
export async function makeSampleBoard(context: StudioContext, procedures: Procedures): Promise<void> {
  const info = { windowId: null };
  if ((await procedures['boards.list']({}, info)).length > 0) return;
  const board = await procedures['boards.create']({ name: 'Welcome' }, info);
  const nowMs = context.clock.now();
  const notes: BoardItem[] = NOTES.map((note, index) => ({
    id: newId('item', nowMs),
    kind: 'note',
    text: note.text,
    tone: note.tone,
    xUnits: note.x,
    yUnits: note.y,
    widthUnits: 250,
    heightUnits: note.height,
    z: index,
    isLocked: false,
  }));
  await procedures['boards.change']({ boardId: board.id, upsert: notes, remove: [] }, info);
  for (const sample of SAMPLES) {
    const place = {
      itemId: newId('item', nowMs),
      xUnits: sample.x,
      yUnits: sample.y,
      widthUnits: WIDTH_UNITS,
      heightUnits: Math.round((WIDTH_UNITS * 2) / 3),
    };
    const request = sampleRequest(sample);
    const placement = { boardId: board.id, places: [place] };
    await procedures['jobs.enqueue'](
      { jobId: newId('job', nowMs), request, placement, groupId: null, repeat: 'run' },
      info,
    );
  }
}

function sampleRequest(sample: { prompt: string; seed: number }): GenerationRequest {
  return {
    operation: 'generate',
    role: 'draft',
    modelId: 'sketch:sketch-1',
    prompt: sample.prompt,
    aspect: '3:2',
    tier: '1K',
    count: 1,
    seed: sample.seed,
    quality: null,
    background: 'auto',
    references: [],
    sourceAssetId: null,
    maskAssetId: null,
  };
}
