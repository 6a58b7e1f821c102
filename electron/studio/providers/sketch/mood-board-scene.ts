/** Owns mood boards: a few small pictures, materials and paint chips in one palette, pinned to a sheet with air between. */
import { type Colour, mix, shift } from './oklch-colour.ts';
import { type Box, ellipse, moved, polygon, rectangle, roundedRectangle } from './outline.ts';
import { across, vertical } from './paint.ts';
import type { SubjectName } from './prompt-words.ts';
import type { Scene } from './scene.ts';
import { setText } from './text-setting.ts';

type Cell = { readonly holds: 'picture' | 'weave' | 'grain' | 'chips' | 'title'; readonly box: Box };

/** Shares of the sheet inside its margin, for a wide one; a tall one has them turned by a right angle. */
const CELLS: readonly Cell[] = [
  { holds: 'picture', box: { x: 0, y: 0, width: 0.44, height: 0.63 } },
  { holds: 'picture', box: { x: 0.465, y: 0, width: 0.3, height: 0.4 } },
  { holds: 'chips', box: { x: 0.79, y: 0, width: 0.21, height: 0.4 } },
  { holds: 'picture', box: { x: 0.465, y: 0.435, width: 0.225, height: 0.565 } },
  { holds: 'weave', box: { x: 0.715, y: 0.435, width: 0.285, height: 0.27 } },
  { holds: 'grain', box: { x: 0.715, y: 0.74, width: 0.285, height: 0.26 } },
  { holds: 'title', box: { x: 0, y: 0.665, width: 0.44, height: 0.335 } },
];

const USUAL: readonly SubjectName[] = ['still-life', 'flower', 'interior'];
const MARGIN = 0.055;

export async function paintMoodBoard(scene: Scene): Promise<void> {
  const { easel, frame, palette, reading } = scene;
  const sheet = palette.isDark ? mix(palette.ink, palette.wall, 0.3) : mix(palette.paper, palette.wall, 0.14);
  if (easel.hasBackdrop) easel.area(rectangle(-2, -2, frame.width + 4, frame.height + 4), sheet, { isBackdrop: true });
  const { turn } = scene.composition;
  const usual = USUAL.map((_, at) => USUAL[(at + turn) % USUAL.length] ?? 'still-life');
  const pictures = [...new Set([...(reading.setting ? [reading.setting] : []), ...usual])];
  let shown = 0;
  for (const { holds, box } of CELLS) {
    await scene.breath.pause();
    const place = placed(box, scene);
    if (holds !== 'title' && holds !== 'chips') layShadow(scene, place, sheet);
    if (holds === 'picture') await hangPicture(scene, place, pictures[shown++] ?? 'still-life');
    else if (holds === 'weave') paintWeave(scene, place);
    else if (holds === 'grain') paintGrain(scene, place);
    else if (holds === 'chips') paintChips(scene, place, sheet);
    else await paintTitle(scene, place, sheet);
  }
}

/** Four arrangements of one grid: as it is, mirrored, upside down, both. */
function placed(cell: Box, { frame, composition: { turn } }: Scene): Box {
  const { width, height } = cell;
  const x = turn % 2 ? 1 - cell.x - width : cell.x;
  const y = turn % 4 > 1 ? 1 - cell.y - height : cell.y;
  const margin = Math.min(frame.width, frame.height) * MARGIN;
  const [wide, tall] = [frame.width - margin * 2, frame.height - margin * 2];
  return frame.width >= frame.height
    ? { x: margin + x * wide, y: margin + y * tall, width: width * wide, height: height * tall }
    : { x: margin + y * wide, y: margin + x * tall, width: height * wide, height: width * tall };
}

const sheetOf = ({ x, y, width, height }: Box) => rectangle(x, y, width, height);

function layShadow({ easel }: Scene, box: Box, sheet: Colour): void {
  easel.soft(7, (soft) => soft.area(moved(sheetOf(box), 3, 6), shift(sheet, { l: -0.3 }), { alpha: 0.4 }));
}

/** A picture of its own, a little plainer than it would be alone. */
async function hangPicture(scene: Scene, box: Box, subject: SubjectName): Promise<void> {
  const { easel, composition, reading } = scene;
  const inner = easel.inset(box);
  const { frame } = inner;
  const turn = composition.turn + Math.round(box.x);
  const [focusX, focusY, horizonY] = [frame.width * 0.5, frame.height * 0.52, frame.height * 0.6];
  await scene.paintOther(subject, {
    easel: inner,
    frame,
    reading: { ...reading, texts: [], setting: null },
    composition: { ...composition, focusX, focusY, horizonY, turn, isMinimal: true },
  });
  easel.hang(inner, box, sheetOf(box));
}

/** Cloth, close: warp and weft as fine lines. */
function paintWeave({ easel, palette }: Scene, box: Box): void {
  const tone = mix(palette.surface, palette.subject, 0.25);
  easel.area(
    sheetOf(box),
    across([box.x, box.y], [box.x + box.width, box.y + box.height], shift(tone, { l: 0.05 }), tone),
  );
  let [warp, weft] = ['', ''];
  for (let x = box.x + 2; x < box.x + box.width; x += 4)
    warp += `M${x.toFixed(1)} ${box.y.toFixed(1)}v${box.height.toFixed(1)}`;
  for (let y = box.y + 2; y < box.y + box.height; y += 4)
    weft += `M${box.x.toFixed(1)} ${y.toFixed(1)}h${box.width.toFixed(1)}`;
  const [dark, light] = [easel.ink(shift(tone, { l: -0.14 })), easel.ink(shift(tone, { l: 0.1 }))];
  easel.raw(`<path d="${warp}" fill="none" stroke="${dark}" stroke-opacity=".34" stroke-width="1.5"/>`);
  easel.raw(
    `<path d="${weft}" fill="none" stroke="${light}" stroke-opacity=".5" stroke-width="1.3" stroke-dasharray="4 4"/>`,
  );
}

/** Timber, close: rings seen along the board. */
function paintGrain({ easel, palette, noise, random }: Scene, box: Box): void {
  const tone = mix(palette.accents[1], palette.surface, 0.3);
  const drift = random.fork('grain').range(0, 300);
  easel.area(sheetOf(box), vertical(box.y, box.y + box.height, shift(tone, { l: 0.03 }), shift(tone, { l: -0.03 })));
  let data = '';
  for (let line = 1; line < 22; line += 1) {
    const level = box.y + (line / 22) * box.height;
    for (let step = 0; step <= 24; step += 1) {
      const x = box.x + (step / 24) * box.width;
      const y = level + noise.fractal(x * 0.006 + drift, level * 0.02, 2) * box.height * 0.07;
      data += `${step === 0 ? 'M' : 'L'}${x.toFixed(1)} ${Math.min(box.y + box.height, Math.max(box.y, y)).toFixed(1)}`;
    }
  }
  easel.raw(
    `<path d="${data}" fill="none" stroke="${easel.ink(shift(tone, { l: -0.13 }))}" stroke-opacity=".5" stroke-width="1.6"/>`,
  );
}

const isLike = (one: Colour, two: Colour): boolean =>
  Math.abs(one.l - two.l) < 0.06 &&
  Math.hypot(
    one.c * Math.cos((one.h * Math.PI) / 180) - two.c * Math.cos((two.h * Math.PI) / 180),
    one.c * Math.sin((one.h * Math.PI) / 180) - two.c * Math.sin((two.h * Math.PI) / 180),
  ) < 0.04;

/** Paint chips: what the palette is made of, one under the other. */
function paintChips({ easel, palette, reading }: Scene, box: Box, sheet: Colour): void {
  const asked = reading.colours.map(({ colour }) => colour);
  const offered = [palette.subject, palette.accents[1], palette.wall, palette.accents[0], palette.leaf, palette.ink];
  const tones: Colour[] = [];
  for (const tone of [...asked, ...offered])
    if (tones.length < 5 && !tones.some((one) => isLike(one, tone))) tones.push(tone);
  const height = box.height / tones.length;
  tones.forEach((tone, at) => {
    const chip = roundedRectangle(box.x, box.y + at * height, box.width, height * 0.84, height * 0.12);
    easel.soft(4, (soft) => soft.area(moved(chip, 1.5, 3), shift(sheet, { l: -0.26 }), { alpha: 0.35 }));
    easel.area(chip, tone);
  });
}

async function paintTitle({ easel, palette, reading, frame }: Scene, box: Box, sheet: Colour): Promise<void> {
  const ink = palette.isDark ? mix(palette.light, palette.paper, 0.6) : mix(palette.ink, palette.subject, 0.2);
  const [title] = reading.texts;
  // Words keep to the sheet's edge, away from the picture beside them.
  const isBelow = box.y + box.height / 2 > frame.height / 2;
  if (title) {
    const style = { family: 'serif', weight: 520, tracking: -0.01 } as const;
    const set = await setText(title, {
      box,
      style,
      align: 'start',
      maxSize: box.height * 0.5,
      maxLines: 3,
      valign: isBelow ? 'bottom' : 'top',
    });
    easel.letter(set.path, ink);
    return;
  }
  const size = Math.min(box.width * 0.38, box.height * 0.5);
  const tones = [palette.subject, palette.accents[0], palette.accents[1]];
  tones.forEach((tone, at) => {
    const disc = ellipse(box.x + size * (0.5 + at * 0.78), box.y + box.height - size / 2, size / 2, size / 2);
    easel.area(disc, at === 1 ? mix(tone, sheet, 0.25) : tone, { alpha: 0.92 });
  });
  const level = box.y + box.height * 0.16;
  for (const [down, long] of [
    [0, 0.42],
    [0.09, 0.3],
  ] as const)
    easel.line(
      polygon([
        [box.x, level + down * box.height],
        [box.x + long * box.width, level + down * box.height],
      ]),
      ink,
      { widthUnits: 2.4, alpha: 0.7 },
    );
}
