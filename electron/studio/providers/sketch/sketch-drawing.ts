/** Owns the way from a prompt and a seed to a plate: read, choose colours and places, paint, set the quoted text. */
import { type Breath, createBreath } from './breathing.ts';
import { createNoise } from './coherent-noise.ts';
import { type Composition, compose } from './composition.ts';
import { createEasel } from './easel.ts';
import { HAND, type Hand, type HandName } from './hand-style.ts';
import { makePalette, type Palette } from './palette.ts';
import type { Frame } from './picture-frame.ts';
import { makePlate, type Plate } from './picture-plate.ts';
import { type Reading, readPrompt } from './prompt-reading.ts';
import type { SubjectName } from './prompt-words.ts';
import type { ReferenceLook } from './reference-look.ts';
import type { Scene } from './scene.ts';
import { SCENES } from './scenes.ts';
import { hashText, type Random, seededRandom } from './seeded-random.ts';
import { finishSheet, layPaper } from './sheet-finish.ts';

export interface DrawingRequest {
  readonly prompt: string;
  readonly seed: number;
  readonly frame: Frame;
  readonly hasBackdrop: boolean;
  readonly look: ReferenceLook | null;
  readonly signal: AbortSignal;
}

/** Same request, same plate, on every machine. Throws StudioError `cancelled`. */
export async function drawSketch(request: DrawingRequest): Promise<Plate> {
  const breath = createBreath(request.signal);
  breath.check();
  const reading = readPrompt(request.prompt);
  const random = seededRandom(`${request.seed}/${normalised(request.prompt)}`);
  // Neighbouring seeds must differ where it shows: the turn walks through hours, schemes and arrangements.
  const turn = (request.seed + (hashText(normalised(request.prompt)) % 64)) % 4_294_967_296;
  const hand = handFor(reading, turn);
  const palette = makePalette({ reading, hand: hand.name, turn, random: random.fork('palette'), look: request.look });
  const composition = compose({
    frame: request.frame,
    reading,
    look: request.look,
    turn,
    random: random.fork('place'),
  });
  const easel = createEasel({
    frame: request.frame,
    hand,
    random: random.fork('easel'),
    hasBackdrop: request.hasBackdrop,
    paper: palette.paper,
    ink: palette.ink,
  });
  const subject = reading.subject ?? 'abstract';
  const scene = makeScene({ subject, easel, frame: request.frame, palette, composition, reading, random, breath });
  layPaper(easel, palette.paper);
  await SCENES[subject](scene);
  finishSheet(easel, palette.paper);
  return makePlate(easel, palette.paper, breath);
}

/** Upper case, spacing, and the number under which a picture was sent along are no reason for another picture. */
const normalised = (prompt: string): string =>
  prompt
    .normalize('NFC')
    .trim()
    .replace(/\bimage \d+\b/gi, 'image')
    .replace(/\s+/g, ' ')
    .toLowerCase();

function handFor(reading: Reading, _turn: number): Hand {
  const named: HandName = reading.hand ?? 'matte';
  return HAND[named];
}

function makeScene(parts: {
  readonly subject: SubjectName;
  readonly easel: Scene['easel'];
  readonly frame: Frame;
  readonly palette: Palette;
  readonly composition: Composition;
  readonly reading: Reading;
  readonly random: Random;
  readonly breath: Breath;
}): Scene {
  return {
    ...parts,
    noise: createNoise(parts.random.fork('noise')),
    paintOther: async (subject, changes) => {
      const other = makeScene({ ...parts, ...changes, subject, random: parts.random.fork(`other-${subject}`) });
      await SCENES[subject](other);
    },
  };
}
