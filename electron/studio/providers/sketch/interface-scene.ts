/** Owns screens: a calm dashboard or a phone, in plain blocks, with the quoted text as title. */
import { archShape } from './arch-shape.ts';
import { type Colour, colour, mix, shift } from './oklch-colour.ts';
import { ellipse, type Point, polygon, rectangle, roundedRectangle } from './outline.ts';
import { vertical } from './paint.ts';
import type { Scene } from './scene.ts';
import type { Random } from './seeded-random.ts';
import { setText } from './text-setting.ts';

/** A calm dashboard: side bar, title, cards with curves and bars, a highlighted one. */
export async function paintInterface(scene: Scene): Promise<void> {
  const { easel, frame, palette, reading, composition, random } = scene;
  const stream = random.fork('interface');
  const isDark = palette.isDark || reading.says('dark mode|dark');
  const ground = isDark ? colour(0.2, 0.012, palette.subject.h) : colour(0.965, 0.008, palette.subject.h);
  const card = isDark ? shift(ground, { l: 0.055 }) : colour(0.995, 0.002, 90);
  const ink = isDark ? colour(0.93, 0.01, 250) : colour(0.25, 0.02, 262);
  const lead = palette.subject.c > 0.06 ? palette.subject : palette.accents[0];
  easel.area(
    rectangle(-2, -2, frame.width + 4, frame.height + 4),
    vertical(0, frame.height, mix(lead, ground, 0.55), mix(palette.accents[1], ground, 0.6)),
    { isBackdrop: true },
  );
  const isPhone = frame.width < frame.height || reading.says('mobile|app|phone');
  const width = isPhone ? Math.min(frame.width * 0.66, frame.height * 0.46) : frame.width * 0.84;
  const height = isPhone ? Math.min(frame.height * 0.88, width * 2.05) : frame.height * 0.8;
  const [x, y] = [(frame.width - width) / 2, (frame.height - height) / 2];
  easel.soft(22, (soft) =>
    soft.area(roundedRectangle(x + 6, y + 26, width - 12, height, 30), shift(mix(lead, ground, 0.4), { l: -0.3 }), {
      alpha: 0.5,
    }),
  );
  easel.area(roundedRectangle(x, y, width, height, isPhone ? 40 : 22), ground);
  const bar = isPhone ? 0 : width * 0.2;
  if (!isPhone) {
    easel.area(roundedRectangle(x, y, bar, height, 22), mix(card, lead, 0.05));
    for (let item = 0; item < 6; item += 1) {
      easel.area(roundedRectangle(x + 20, y + 86 + item * 40, 15, 15, 5), item === 1 ? lead : mix(ink, card, 0.7));
      easel.area(
        roundedRectangle(x + 44, y + 89 + item * 40, stream.range(0.3, 0.52) * bar, 9, 4.5),
        item === 1 ? lead : mix(ink, card, 0.76),
      );
    }
    easel.area(ellipse(x + 32, y + 38, 13, 13), lead);
  }
  const inner = { x: x + bar + 26, y: y + (isPhone ? 52 : 30), width: width - bar - 52 };
  const title = reading.texts[0] ?? (isPhone ? null : 'Overview');
  if (title) {
    const set = await setText(title, {
      box: { x: inner.x, y: inner.y, width: inner.width, height: 46 },
      style: { family: 'grotesk', weight: 680, tracking: -0.01 },
      align: 'start',
      maxSize: 34,
      maxLines: 1,
    });
    easel.raw(`<path d="${set.path}" fill="${easel.ink(ink)}"/>`);
  }
  paintCards(scene, {
    ...inner,
    y: inner.y + 58,
    height: y + height - inner.y - 84,
    columns: isPhone ? 2 : 3,
    card,
    ink,
    lead,
  });
  if (composition.turn % 2 === 0) easel.area(ellipse(x + width - 46, inner.y + 14, 15, 15), palette.accents[1]);
}

interface CardPlan {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly card: Colour;
  readonly ink: Colour;
  readonly lead: Colour;
}

function paintCards(scene: Scene, plan: CardPlan): void {
  const stream = scene.random.fork('cards');
  const gap = 14;
  const tall = Math.min(118, plan.height * 0.24);
  paintFigures(scene, { ...plan, height: tall }, stream);
  const top = plan.y + tall + gap;
  const big = (plan.height - tall - gap) * 0.56;
  paintCurves(scene, { ...plan, y: top, height: big }, stream);
  const listTop = top + big + gap;
  paintRows(scene, { ...plan, y: listTop, height: plan.y + plan.height - listTop }, stream);
}

/** A row of cards with one number and seven bars each; the first is filled. */
function paintFigures({ easel, palette }: Scene, plan: CardPlan, stream: Random): void {
  const gap = 14;
  const width = (plan.width - gap * (plan.columns - 1)) / plan.columns;
  const white = colour(0.98, 0.01, 90);
  for (let at = 0; at < plan.columns; at += 1) {
    const x = plan.x + at * (width + gap);
    const [ground, tone] = at === 0 ? [plan.lead, white] : [plan.card, plan.ink];
    easel.area(roundedRectangle(x, plan.y, width, plan.height, 14), ground);
    easel.area(roundedRectangle(x + 16, plan.y + 18, width * 0.36, 8, 4), mix(tone, ground, 0.45));
    easel.area(roundedRectangle(x + 16, plan.y + 38, width * stream.range(0.4, 0.62), 20, 6), tone);
    const step = (width - 32) / 7;
    for (let bar = 0; bar < 7; bar += 1) {
      const high = stream.range(6, plan.height * 0.26);
      const place = roundedRectangle(x + 16 + bar * step, plan.y + plan.height - 14 - high, step * 0.7, high, 3);
      easel.area(place, mix(at === 0 ? white : palette.accents[1], ground, 0.2));
    }
  }
}

function paintCurves(
  { easel, palette }: Scene,
  { x, y, width, height, card, ink, lead }: CardPlan,
  stream: Random,
): void {
  const [left, right] = [x + 18, x + width - 18];
  easel.area(roundedRectangle(x, y, width, height, 16), card);
  for (const share of [0.25, 0.5, 0.75]) {
    const level = y + height * share;
    easel.line(
      polygon([
        [left, level],
        [right, level],
      ]),
      mix(ink, card, 0.9),
      { widthUnits: 1 },
    );
  }
  const curves = [
    [palette.accents[1], 0.62],
    [lead, 0.42],
  ] as const;
  for (const [tone, level] of curves) {
    const points = Array.from(
      { length: 10 },
      (_, at): Point => [left + (at / 9) * (right - left), y + height * (level + stream.range(-0.15, 0.15))],
    );
    const fade = {
      from: [0, y],
      to: [0, y + height],
      stops: [
        { at: 0, colour: tone, alpha: 0.4 },
        { at: 1, colour: tone, alpha: 0.02 },
      ],
    } as const;
    easel.area(polygon([...points, [right, y + height * 0.93], [left, y + height * 0.93]]), fade, {
      hasContour: false,
    });
    easel.line({ points, isSmooth: false, isClosed: false }, tone, { widthUnits: 3.2 });
  }
}

function paintRows(
  { easel, palette }: Scene,
  { x, y, width, height, card, ink, lead }: CardPlan,
  stream: Random,
): void {
  const row = height / 3;
  if (row < 16) return;
  for (const [item, tone] of [lead, palette.accents[0], palette.accents[1]].entries()) {
    const middle = y + item * row + row / 2;
    easel.area(roundedRectangle(x, y + item * row, width, row - 8, 12), card);
    easel.area(archShape(x + 30, middle + 7, 22, 22), tone);
    easel.area(roundedRectangle(x + 54, middle - 10, width * stream.range(0.2, 0.4), 8, 4), ink);
    easel.area(roundedRectangle(x + width - 84, middle - 9, 64, 12, 6), mix(lead, card, 0.72));
  }
}
