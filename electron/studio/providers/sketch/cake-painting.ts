/** Owns cakes: tiers, icing that runs, berries and candles. */

import { type Colour, colour, mix, shift } from './oklch-colour.ts';
import { blob, ellipse, type Point, ribbon, roundedRectangle } from './outline.ts';
import { radial, vertical } from './paint.ts';
import type { Scene } from './scene.ts';
import type { Random } from './seeded-random.ts';
import { castShadow, paintStudio, type StudioSet } from './studio-set.ts';
import { paintVessel } from './vessel-painting.ts';
import { PROFILES } from './vessel-profiles.ts';

export async function paintCake(scene: Scene): Promise<void> {
  const { frame, composition, palette, easel, random } = scene;
  const stream = random.fork('cake');
  const tableY = frame.height * 0.6;
  const set = paintStudio(scene, { tableY });
  const scale = composition.scale * Math.min(1.2, frame.width / 800) * 1.2;
  const [x, y] = [composition.focusX, tableY + (frame.height - tableY) * 0.5];
  const cream = mix(palette.accents[3], colour(0.95, 0.03, 85), 0.4);
  castShadow(scene, set, { x, y: y + 10, width: 330 * scale, height: 230 * scale });
  const plate = vertical(y - 30, y + 30, shift(palette.surface, { l: 0.12 }), shift(palette.surface, { l: -0.04 }));
  easel.area(ellipse(x, y, 216 * scale, 30 * scale), plate);
  const shared = { x, profile: PROFILES.cylinder, material: 'matte', isOpen: false } as const;
  const lower = { ...shared, baseY: y, height: 120 * scale, width: 350 * scale, tone: palette.subject };
  const upper = {
    ...shared,
    baseY: y - lower.height,
    height: 96 * scale,
    width: 236 * scale,
    tone: mix(palette.subject, cream, 0.55),
  };
  for (const tier of [lower, upper]) {
    paintVessel(scene, set, tier);
    paintIcing(scene, { x, y: tier.baseY - tier.height, half: tier.width / 2, scale, cream }, stream);
  }
  const top = upper.baseY - upper.height;
  paintBerries(scene, set, { x, y: top, scale });
  if (!scene.reading.says('birthday|candle|candles')) return;
  for (const dx of [-40, 0, 40]) candle(scene, { x: x + dx * scale, y: top - 12 * scale, scale });
}

interface Icing {
  readonly x: number;
  readonly y: number;
  readonly half: number;
  readonly scale: number;
  readonly cream: Colour;
}

/** The top of a tier and the drops that run from its rim. */
function paintIcing({ easel }: Scene, { x, y, half, scale, cream }: Icing, stream: Random): void {
  easel.area(ellipse(x, y, half, half * 0.15), cream);
  const drips = Array.from({ length: 23 }, (_, at): Point => {
    const angle = Math.PI - (at / 22) * Math.PI;
    const drop = (at % 2 ? stream.range(16, 46) : 6) * scale;
    return [x + Math.cos(angle) * half * 1.004, y + Math.sin(angle) * half * 0.15 + drop];
  });
  const shape = blob([[x - half, y], ...drips, [x + half, y], [x, y - half * 0.13]]);
  easel.area(shape, vertical(y - 20, y + 50, cream, shift(cream, { l: -0.04 })));
}

function paintBerries(
  { easel }: Scene,
  set: StudioSet,
  { x, y, scale }: { x: number; y: number; scale: number },
): void {
  for (let at = 0; at < 9; at += 1) {
    const angle = (at / 9) * Math.PI * 2;
    const [bx, by] = [x + Math.cos(angle) * 84 * scale, y + Math.sin(angle) * 12 * scale];
    const tone = at % 3 ? colour(0.5, 0.18, 22) : colour(0.34, 0.1, 285);
    const light = radial(
      [bx + set.lightSide * 4, by - 14 * scale],
      22 * scale,
      shift(tone, { l: 0.14 }),
      tone,
      shift(tone, { l: -0.12 }),
    );
    easel.area(ellipse(bx, by - 9 * scale, 14 * scale, 14 * scale), light);
  }
}

function candle({ easel, palette }: Scene, { x, y, scale }: { x: number; y: number; scale: number }): void {
  easel.area(roundedRectangle(x - 3.4 * scale, y - 62 * scale, 6.8 * scale, 62 * scale, 2), palette.accents[0]);
  easel.area(
    ribbon(
      [
        [x, y - 64 * scale],
        [x + 2, y - 76 * scale],
        [x, y - 92 * scale],
      ],
      (share) => 10 * scale * Math.sin(Math.PI * (0.12 + 0.86 * share)),
    ),
    colour(0.92, 0.14, 85),
  );
  easel.glow({ x, y: y - 76 * scale, radius: 130 * scale, colour: colour(0.88, 0.12, 75), strength: 0.6 });
}
