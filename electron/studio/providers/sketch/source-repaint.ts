/**
 * Owns the repainting of a source Sketch did not draw: its composition and colours stay, the hand is new. Strokes run
 * along the forms of the picture, from broad to fine, and end where the colour changes.
 */
import sharp from 'sharp';
import type { InputPicture } from '../provider.ts';
import { type Breath, createBreath } from './breathing.ts';
import { createNoise } from './coherent-noise.ts';
import { createEasel } from './easel.ts';
import { HAND } from './hand-style.ts';
import { type Colour, clamp, colour, hex, shift, turnHue } from './oklch-colour.ts';
import { type Point, round } from './outline.ts';
import { makePlate, type Plate } from './picture-plate.ts';
import { type Reading, readPrompt } from './prompt-reading.ts';
import { lookAt, type ReferenceLook } from './reference-look.ts';
import { type Random, seededRandom } from './seeded-random.ts';
import type { DrawingRequest } from './sketch-drawing.ts';
import { flowAt, mapSource, type SourceMap, stepBetween, toneKeyAt, toneOfKey } from './source-map.ts';

export async function repaintSource(request: DrawingRequest, source: InputPicture): Promise<Plate> {
  const breath = createBreath(request.signal);
  breath.check();
  const reading = readPrompt(request.prompt);
  const random = seededRandom(`${request.seed}/repaint/${request.prompt}`);
  const sourceLook = await lookAt([source]);
  const map = await mapSource(source, request.frame);
  const paper = sourceLook?.lightest ?? colour(0.95, 0.01, 90);
  const easel = createEasel({
    frame: request.frame,
    hand: { ...HAND.gouache, bloom: 0, paper: 0.3 },
    random,
    hasBackdrop: request.hasBackdrop,
    paper,
    ink: sourceLook?.darkest ?? colour(0.2, 0.02, 260),
  });
  const mixed = mixer(gradeFor(reading, random.fork('grade'), request.look));
  easel.raw(await underpainting(map));
  for (const pass of PASSES) {
    const job = { pass, mixed, random: random.fork(`pass${pass.length}`) };
    easel.raw(await strokes(map, job, breath));
  }
  return makePlate(easel, paper, breath);
}

async function underpainting(map: SourceMap): Promise<string> {
  const png = await sharp(map.rgb, { raw: { width: map.widthPx, height: map.heightPx, channels: 3 } })
    .blur(1.6)
    .png({ compressionLevel: 2 })
    .toBuffer();
  const { width, height } = map.frame;
  const place = `width="${round(width)}" height="${round(height)}" preserveAspectRatio="none"`;
  return `<image ${place} href="data:image/png;base64,${png.toString('base64')}"/>`;
}

/** What the prompt, the references and the seed do to every colour. */
function gradeFor(reading: Reading, random: Random, look: ReferenceLook | null): (tone: Colour) => Colour {
  const turn = random.range(-16, 16);
  const isDark = reading.moods.includes('dark') || reading.time === 'night';
  const lift = random.range(-0.025, 0.02) - (isDark ? 0.14 : 0);
  const mood = (reading.moods.includes('muted') ? 0.55 : 1) * (reading.moods.includes('vivid') ? 1.4 : 1);
  const depth = random.range(0.95, 1.22) * mood;
  const wish = reading.colours.find(({ target }) => target === 'overall')?.colour ?? look?.loudest ?? null;
  return (tone) => {
    const graded = colour(clamp(tone.l + lift, 0.03, 0.99), tone.c * depth, tone.h + turn);
    if (!wish) return graded;
    return colour(graded.l, Math.max(graded.c, wish.c * 0.3), turnHue(graded.h, wish.h, 0.45));
  };
}

/** Hexadecimal colour for a tone key and one of a few small deviations. */
type Mixer = (toneKey: number, jitter: number) => string;

const JITTERS = 5;

/** Pots of paint: each tone is graded once, not once per stroke. */
function mixer(grade: (tone: Colour) => Colour): Mixer {
  const pots = new Map<number, string>();
  return (toneKey, jitter) => {
    const key = toneKey * JITTERS + jitter;
    const known = pots.get(key);
    if (known !== undefined) return known;
    const away = jitter - (JITTERS - 1) / 2;
    const made = hex(shift(grade(toneOfKey(toneKey)), { l: away * 0.008, h: away * 2.2 }));
    pots.set(key, made);
    return made;
  };
}

interface Pass {
  /** Units. */
  readonly length: number;
  readonly width: number;
  readonly spacing: number;
  /** Strokes are laid only where the picture changes more than this, 0-255 per map pixel. */
  readonly detail: number;
  readonly alpha: number;
}

const PASSES: readonly Pass[] = [
  { length: 96, width: 19, spacing: 24, detail: 0, alpha: 0.62 },
  { length: 50, width: 8.5, spacing: 11.5, detail: 0.7, alpha: 0.74 },
  { length: 26, width: 4, spacing: 7.2, detail: 3, alpha: 0.84 },
  { length: 15, width: 2.3, spacing: 4.7, detail: 8, alpha: 0.92 },
];

interface PassJob {
  readonly pass: Pass;
  readonly mixed: Mixer;
  readonly random: Random;
}

async function strokes(map: SourceMap, { pass, mixed, random }: PassJob, breath: Breath): Promise<string> {
  const noise = createNoise(random.fork('flow'));
  const marks: { order: number; markup: string }[] = [];
  const { width, height } = map.frame;
  for (let y = pass.spacing / 2; y < height + pass.spacing; y += pass.spacing) {
    await breath.pause();
    for (let x = pass.spacing / 2; x < width + pass.spacing; x += pass.spacing) {
      const at: Point = [x + random.range(-0.5, 0.5) * pass.spacing, y + random.range(-0.5, 0.5) * pass.spacing];
      const order = random.next();
      const flow = flowAt(map, at[0], at[1]);
      if (flow.change < pass.detail) continue;
      const free = noise.fractal(at[0] * 0.0026, at[1] * 0.0026, 2) * 1.6;
      const angle = flow.change > 0.9 ? flow.angle : free;
      const points = traced(map, at, { angle, reach: pass.length * random.range(0.6, 1.2) });
      const tone = mixed(toneKeyAt(map, at[0], at[1]), random.int(0, JITTERS - 1));
      marks.push({ order, markup: strokeMarkup(points, tone, pass.width * random.range(0.7, 1.2)) });
    }
  }
  marks.sort((a, b) => a.order - b.order);
  const body = marks.map(({ markup }) => markup).join('');
  return `<g fill="none" stroke-linecap="round" stroke-linejoin="round" stroke-opacity="${pass.alpha}">${body}</g>`;
}

const STEPS = 4;
/** Mean difference of 255 at which a stroke lifts. */
const LIFT_AT = 15;

/** From the middle both ways along the flow, until the colour is another one. */
function traced(map: SourceMap, start: Point, { angle, reach }: { angle: number; reach: number }): Point[] {
  const arms = [1, -1].map((way) => {
    const arm: Point[] = [];
    let [[x, y], heading] = [start, angle];
    for (let step = 0; step < STEPS; step += 1) {
      x += (Math.cos(heading) * way * reach) / (STEPS * 2);
      y += (Math.sin(heading) * way * reach) / (STEPS * 2);
      if (stepBetween(map, start, [x, y]) > LIFT_AT) break;
      arm.push([x, y]);
      const flow = flowAt(map, x, y);
      if (flow.change > 0.9) heading += turnToward(heading, flow.angle) * 0.5;
    }
    return arm;
  });
  return [...(arms[1] ?? []).reverse(), start, ...(arms[0] ?? [])];
}

/** Flow has no sign: the smaller of the two turns. */
function turnToward(from: number, to: number): number {
  const turn = (((to - from) % Math.PI) + Math.PI * 1.5) % Math.PI;
  return turn - Math.PI / 2;
}

function strokeMarkup(points: readonly Point[], tone: string, width: number): string {
  const data = points.map(([x, y]) => `${round(x)} ${round(y)}`).join('L');
  const dot = points.length === 1 ? 'h.1' : '';
  return `<path d="M${data}${dot}" stroke="${tone}" stroke-width="${round(width)}"/>`;
}
