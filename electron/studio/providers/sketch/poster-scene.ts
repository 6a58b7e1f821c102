/** Owns posters and logos: a picture or a form, and the quoted text set large; the rest of the quotes set small. */

import { archShape } from './arch-shape.ts';
import { paintGeometry } from './geometric-painting.ts';
import { type Colour, colour, mix, shift } from './oklch-colour.ts';
import { type Box, ellipse, polygon, rectangle } from './outline.ts';
import type { SubjectName } from './prompt-words.ts';
import type { Scene } from './scene.ts';
import { setText } from './text-setting.ts';

const PICTURES: readonly SubjectName[] = ['mountain', 'abstract', 'sea', 'flower', 'city', 'space', 'desert', 'forest'];

/** OKLCH lightness between letters and what they stand on. */
const LETTER_GAP = 0.46;

/** Where the picture and the title stand, shares of the frame. */
interface Layout {
  readonly picture: Box;
  readonly title: Box;
  readonly small: Box;
  readonly isOverPicture: boolean;
  readonly align: 'start' | 'centre';
}

const LAYOUTS: readonly Layout[] = [
  {
    picture: { x: 0.07, y: 0.07, width: 0.86, height: 0.58 },
    title: { x: 0.07, y: 0.695, width: 0.86, height: 0.17 },
    small: { x: 0.07, y: 0.89, width: 0.86, height: 0.045 },
    isOverPicture: false,
    align: 'start',
  },
  {
    picture: { x: 0, y: 0, width: 1, height: 1 },
    title: { x: 0.08, y: 0.075, width: 0.84, height: 0.26 },
    small: { x: 0.08, y: 0.9, width: 0.84, height: 0.04 },
    isOverPicture: true,
    align: 'centre',
  },
  {
    picture: { x: 0.07, y: 0.36, width: 0.86, height: 0.52 },
    title: { x: 0.07, y: 0.06, width: 0.86, height: 0.26 },
    small: { x: 0.07, y: 0.91, width: 0.86, height: 0.04 },
    isOverPicture: false,
    align: 'start',
  },
  {
    picture: { x: 0, y: 0.0, width: 1, height: 0.72 },
    title: { x: 0.07, y: 0.75, width: 0.86, height: 0.15 },
    small: { x: 0.07, y: 0.925, width: 0.86, height: 0.035 },
    isOverPicture: false,
    align: 'centre',
  },
];

export async function paintPoster(scene: Scene): Promise<void> {
  const { frame, composition, easel, reading, palette } = scene;
  const layout = LAYOUTS[composition.turn % LAYOUTS.length] ?? LAYOUTS[0];
  if (!layout) return;
  const paper = palette.isDark ? mix(palette.ink, palette.wall, 0.4) : mix(palette.paper, palette.wall, 0.2);
  if (easel.hasBackdrop) easel.area(rectangle(-2, -2, frame.width + 4, frame.height + 4), paper, { isBackdrop: true });
  const picture = scaled(layout.picture, scene);
  const isModern = easel.hand.name === 'bauhaus' || easel.hand.name === 'deco';
  const other = scene.reading.setting && scene.reading.setting !== 'poster' ? scene.reading.setting : null;
  const subject = other ?? PICTURES[composition.turn % PICTURES.length] ?? 'mountain';
  if (isModern && !other) await paintGeometry(scene);
  else
    await paintWindow(
      scene,
      subject,
      picture,
      layout.isOverPicture ? null : composition.turn % 3 === 1 ? 'arch' : 'plain',
    );
  if (isModern && !other && reading.texts.length > 0)
    easel.area(rectangle(0, frame.height * 0.68, frame.width, frame.height * 0.32), paper);
  await paintTitle(scene, isModern && !other && layout.isOverPicture ? (LAYOUTS[0] ?? layout) : layout, paper);
}

const scaled = (box: Box, { frame }: Scene): Box => ({
  x: box.x * frame.width,
  y: box.y * frame.height,
  width: box.width * frame.width,
  height: box.height * frame.height,
});

/** The picture is painted on an easel of its own, then hung through a clip. */
async function paintWindow(
  scene: Scene,
  subject: SubjectName,
  box: Box,
  shape: 'arch' | 'plain' | null,
): Promise<void> {
  const { easel, composition } = scene;
  if (!shape) {
    await scene.paintOther(subject, { reading: { ...scene.reading, texts: [] } });
    return;
  }
  const inner = easel.inset(box);
  const frame = inner.frame;
  await scene.paintOther(subject, {
    easel: inner,
    frame,
    reading: { ...scene.reading, texts: [] },
    composition: {
      ...composition,
      focusX: frame.width * (composition.focusX / scene.frame.width),
      focusY: frame.height * 0.5,
      horizonY: frame.height * 0.6,
    },
  });
  const clip =
    shape === 'arch'
      ? archShape(box.x + box.width / 2, box.y + box.height, box.width, Math.max(box.height, box.width * 0.5))
      : rectangle(box.x, box.y, box.width, box.height);
  easel.hang(inner, box, clip);
}

async function paintTitle(scene: Scene, layout: Layout, paper: Colour): Promise<void> {
  const { easel, reading, palette, composition } = scene;
  const [title, ...rest] = reading.texts;
  const ink = titleInk(scene, layout, paper);
  const family = composition.turn % 2 === 0 || easel.hand.name === 'bauhaus' ? 'grotesk' : 'serif';
  if (!title) {
    paintMark(scene, scaled(layout.title, scene), ink);
    return;
  }
  const box = scaled(layout.title, scene);
  const set = await setText(title, {
    box,
    style: { family, weight: family === 'serif' ? 620 : 760, tracking: -0.012 },
    align: layout.align,
    maxSize: box.height * 0.98,
    maxLines: 4,
    valign: layout.isOverPicture ? 'top' : 'middle',
    leading: undefinedLeading(title),
  });
  easel.letter(set.path, ink);
  if (rest.length === 0) return;
  const small = scaled(layout.small, scene);
  const note = await setText(rest.join('  ·  '), {
    box: small,
    style: { family: 'grotesk', weight: 480, tracking: 0.03 },
    align: layout.align,
    maxSize: small.height * 0.62,
    maxLines: 2,
  });
  easel.letter(note.path, layout.isOverPicture ? noteInk(palette) : mix(ink, palette.accents[0], 0.15));
}

/** Land at the feet is dark at most hours. */
const noteInk = (palette: Scene['palette']): Colour => (palette.near.l < 0.6 ? colour(0.95, 0.02, 90) : palette.ink);

/** Latin capitals may stand closer; other scripts keep their own leading. */
const undefinedLeading = (text: string): number => (/^[\p{Script=Latin}\p{N}\p{P}\s]+$/u.test(text) ? 0.98 : 1.32);

function titleInk({ palette, composition }: Scene, layout: Layout, paper: Colour): Colour {
  if (layout.isOverPicture)
    return palette.sky[0].l > 0.66
      ? mix(palette.near, palette.ink, 0.5)
      : mix(palette.light, colour(0.97, 0.02, 90), 0.5);
  if (paper.l < 0.5) {
    const bright = [...palette.accents].sort((a, b) => b.l - a.l)[0] ?? palette.light;
    return legible(mix(bright, colour(0.95, 0.02, 90), bright.l > 0.7 ? 0.2 : 0.7), paper);
  }
  const loud = [palette.accents[0], palette.subject, palette.ink][composition.turn % 3] ?? palette.ink;
  return legible(loud, paper);
}

/** Far enough from the ground in lightness for letters: about 4.5 to 1. */
function legible(ink: Colour, ground: Colour): Colour {
  const gap = ground.l > 0.55 ? ground.l - ink.l : ink.l - ground.l;
  const missing = LETTER_GAP - gap;
  return missing <= 0 ? ink : shift(ink, { l: ground.l > 0.55 ? -missing : missing });
}

/** Without a text there is still something to hold the place: a sun and two rules. */
function paintMark({ easel }: Scene, box: Box, ink: Colour): void {
  const size = box.height * 0.16;
  easel.area(ellipse(box.x + size, box.y + box.height * 0.4, size, size), ink);
  for (const [at, long] of [
    [0.34, 0.6],
    [0.46, 0.42],
  ] as const)
    easel.line(
      polygon([
        [box.x + size * 3, box.y + box.height * at],
        [box.x + size * 3 + box.width * long, box.y + box.height * at],
      ]),
      ink,
      { widthUnits: 3 },
    );
}

export async function paintLogo(scene: Scene): Promise<void> {
  const { frame, easel, palette, reading, composition } = scene;
  const isDark = palette.isDark;
  const ground = isDark ? mix(palette.ink, palette.wall, 0.5) : mix(palette.paper, palette.wall, 0.3);
  if (easel.hasBackdrop) easel.area(rectangle(-2, -2, frame.width + 4, frame.height + 4), ground, { isBackdrop: true });
  const name = reading.texts[0];
  const unit = Math.min(frame.width, frame.height) * 0.17 * composition.scale;
  const [x, y] = [frame.width / 2, frame.height * (name ? 0.4 : 0.5)];
  paintEmblem(scene, { x, y, unit, ground });
  if (!name) return;
  const box = { x: frame.width * 0.14, y: frame.height * 0.61, width: frame.width * 0.72, height: frame.height * 0.13 };
  const family = composition.turn % 2 ? 'serif' : 'grotesk';
  const set = await setText(name, {
    box,
    style: { family, weight: family === 'serif' ? 540 : 660, tracking: 0.015 },
    align: 'centre',
    maxSize: unit * 0.62,
    maxLines: 2,
    valign: 'middle',
  });
  const ink = easel.ink(legible(isDark ? palette.accents[3] : palette.ink, ground));
  easel.raw(`<path d="${set.path}" fill="${ink}"/>`);
  const claim = reading.texts[1];
  if (!claim) return;
  const small = await setText(claim, {
    box: { ...box, y: box.y + frame.height * 0.14, height: frame.height * 0.05 },
    style: { family: 'grotesk', weight: 450, tracking: 0.12 },
    align: 'centre',
    maxSize: unit * 0.15,
    maxLines: 2,
  });
  easel.raw(`<path d="${small.path}" fill="${ink}" fill-opacity=".85"/>`);
}

/** Six marks built from circles: sunrise, petals, overlapping discs, steps, wave, ring. */
function paintEmblem(
  { easel, palette, composition }: Scene,
  { x, y, unit, ground }: { x: number; y: number; unit: number; ground: Colour },
): void {
  const lead = palette.subject.c > 0.05 ? palette.subject : palette.accents[0];
  const tone = Math.abs(lead.l - ground.l) < 0.25 ? shift(lead, { l: ground.l > 0.5 ? -0.25 : 0.3 }) : lead;
  const second = palette.accents[1];
  const kind = composition.turn % 6;
  if (kind === 0) {
    easel.area(ellipse(x, y, unit, unit), tone);
    for (let bar = 0; bar < 5; bar += 1)
      easel.area(
        rectangle(x - unit * 1.1, y + unit * (0.06 + bar * 0.2), unit * 2.2, unit * (0.035 + bar * 0.018)),
        ground,
      );
  } else if (kind === 1) {
    for (let petal = 0; petal < 8; petal += 1) {
      const angle = (petal / 8) * Math.PI * 2;
      easel.area(
        ellipse(x + Math.cos(angle) * unit * 0.56, y + Math.sin(angle) * unit * 0.56, unit * 0.46, unit * 0.2, angle),
        petal % 2 ? tone : mix(tone, second, 0.75),
      );
    }
    easel.area(ellipse(x, y, unit * 0.16, unit * 0.16), ground);
  } else if (kind === 2) {
    easel.area(ellipse(x - unit * 0.42, y, unit * 0.78, unit * 0.78), tone);
    easel.area(ellipse(x + unit * 0.42, y, unit * 0.78, unit * 0.78), second, { alpha: 0.82 });
  } else if (kind === 3) {
    for (let step = 0; step < 4; step += 1)
      easel.area(
        archShape(x - unit * 0.84 + step * unit * 0.56, y + unit * 0.8, unit * 0.48, unit * (0.6 + step * 0.36)),
        step % 2 ? second : tone,
      );
  } else if (kind === 4) {
    easel.area(archShape(x, y + unit * 0.85, unit * 1.7, unit * 1.75), tone);
    easel.area(archShape(x, y + unit * 0.85, unit * 1.08, unit * 1.2), second);
    easel.area(archShape(x, y + unit * 0.85, unit * 0.5, unit * 0.66), ground);
  } else {
    easel.area(ellipse(x, y, unit, unit), tone);
    easel.area(ellipse(x + unit * 0.2, y - unit * 0.16, unit * 0.62, unit * 0.62), ground);
    easel.area(ellipse(x + unit * 0.34, y - unit * 0.28, unit * 0.3, unit * 0.3), second);
  }
}
