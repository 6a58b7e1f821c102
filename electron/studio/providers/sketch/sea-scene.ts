/** Owns the sea: swell under a big sky, with a headland, an island, a boat or a lighthouse, or a beach in front. */
import { paintBoat } from './boat-painting.ts';
import { paintLighthouse } from './lighthouse-painting.ts';
import { colour, mix, rgb255, shift, smoothstep } from './oklch-colour.ts';
import { type Outline, type Point, polygon, rectangle, ribbon } from './outline.ts';
import { vertical } from './paint.ts';
import type { Scene } from './scene.ts';
import { paintMist, paintPrecipitation, paintSky, sunPlace } from './sky-painting.ts';
import { paintSwell } from './water-painting.ts';

const BOATS = 'boat|boats|sailboat|ship|yacht|sailing|regatta|trawler|trawlers';

/** What can stand alone, without sea or sky. */
const ON_THE_WATER = 'boat|boats|sailboat|ship|yacht|lighthouse|island';

export async function paintSea(scene: Scene): Promise<void> {
  const { composition, frame, reading, palette, random } = scene;
  const horizonY = Math.min(frame.height * 0.68, composition.horizonY);
  if (!scene.easel.hasBackdrop && reading.says(ON_THE_WATER)) {
    paintOnTheWater(scene, horizonY);
    return;
  }
  const sun = clearOfTower(scene, sunPlace(scene, horizonY));
  paintSky(scene, {
    horizonY,
    sun,
    sunRadius: (palette.time === 'sunset' || palette.time === 'dusk' ? 46 : 28) * composition.scale,
  });
  await scene.breath.pause();
  const hasBeach =
    reading.says('beach|shore|sand|coast|seaside|lagoon') ||
    (composition.turn % 3 === 2 && !reading.says('ocean|open sea'));
  const stream = random.fork('sea');
  if (!composition.isMinimal) paintHeadland(scene, horizonY, stream.chance(0.5) ? -1 : 1);
  paintSwell(scene, {
    horizonY,
    sun,
    height: reading.weather === 'storm' ? 2.1 : reading.says('wave|waves|surf') ? 1.5 : 0.9,
  });
  await scene.breath.pause();
  if (reading.weather === 'fog') paintMist(scene, horizonY, 120, { tone: palette.sky[2], alpha: 0.9 });
  paintOnTheWater(scene, horizonY);
  if (hasBeach) paintBeach(scene, horizonY);
  paintPrecipitation(scene);
}

/** A low sun behind a lighthouse would swallow it. */
function clearOfTower({ reading, composition, frame }: Scene, [x, y]: Point): Point {
  if (!reading.says('lighthouse') || Math.abs(x - composition.focusX) > frame.width * 0.2) return [x, y];
  return [composition.focusX + frame.width * (composition.focusX > frame.width / 2 ? -0.3 : 0.3), y];
}

/** Two overlapping cliffs falling away toward the middle. */
function paintHeadland(scene: Scene, horizonY: number, side: -1 | 1): void {
  const { easel, frame, noise, palette, random, composition } = scene;
  const stream = random.fork('headland');
  const haze = palette.sky[2];
  for (const [reach, rise, nearness] of [
    [0.56, 62, 0.28],
    [0.34, 108, 0.55],
  ] as const) {
    const tone = mix(haze, mix(palette.near, palette.leaf, 0.25), nearness);
    const offset = stream.range(0, 300);
    const points: Point[] = [];
    for (let step = 0; step <= 120; step += 1) {
      const share = step / 120;
      const along = side < 0 ? share * reach * frame.width : frame.width - share * reach * frame.width;
      const fall = (1 - smoothstep(0.25, 1, share)) * (0.75 + noise.fractal(along * 0.009 + offset, 2, 4) * 0.8);
      points.push([
        along,
        horizonY +
          3 -
          Math.max(0, fall) * rise * composition.scale -
          noise.ridged(along * 0.03, offset, 3) * 5 * (1 - share),
      ]);
    }
    points.push([side < 0 ? -6 : frame.width + 6, horizonY + 3]);
    const cliff = polygon(points);
    easel.area(cliff, vertical(horizonY - rise, horizonY, tone, mix(tone, haze, 0.35)));
    easel.shade(cliff, {
      from: [side < 0 ? 0 : frame.width, horizonY],
      to: [side < 0 ? frame.width * reach : frame.width * (1 - reach), horizonY - rise],
      tone: shift(tone, { l: -0.1 }),
      alpha: 0.6,
    });
  }
}

function paintOnTheWater(scene: Scene, horizonY: number): void {
  const { reading, composition, frame } = scene;
  const isFree = !composition.isMinimal && composition.turn % 2 === 0;
  const hasLighthouse = reading.says('lighthouse');
  if (hasLighthouse) paintLighthouse(scene, horizonY);
  else if (reading.says('island|islands|lagoon')) paintIsland(scene, horizonY);
  if (!reading.says(BOATS)) {
    if (isFree && !reading.says('lighthouse|island'))
      paintBoat(scene, { x: composition.focusX, y: horizonY + 14, size: 62 * composition.scale });
    return;
  }
  const away = frame.width - composition.focusX;
  const farX = Math.abs(away - composition.focusX) > frame.width * 0.3 ? away : frame.width * 0.84;
  // Whoever names a lighthouse wants to see it: the boat keeps clear of it, farther out.
  if (hasLighthouse) {
    paintBoat(scene, { x: farX, y: horizonY + (frame.height - horizonY) * 0.13, size: 84 * composition.scale });
    return;
  }
  const y = horizonY + (frame.height - horizonY) * 0.2;
  paintBoat(scene, { x: composition.focusX, y, size: 150 * composition.scale });
  if (scene.easel.hasBackdrop && !reading.says('a boat|a sailboat|a fishing boat|lonely|single'))
    paintBoat(scene, { x: frame.width - composition.focusX * 0.8, y: horizonY + 12, size: 46 * composition.scale });
}

function paintIsland(scene: Scene, horizonY: number): void {
  const { easel, frame, palette, noise, composition } = scene;
  const width = 250 * composition.scale;
  const x = composition.focusX;
  const y = horizonY + (frame.height - horizonY) * 0.07;
  const points: Point[] = [];
  for (let step = 0; step <= 90; step += 1) {
    const share = step / 90;
    const hump = Math.sin(Math.PI * share) ** 0.8 * (0.55 + 0.45 * Math.sin(share * 4.4 + 0.6));
    points.push([
      x + (share - 0.5) * width,
      y - Math.max(0, hump) * 82 * composition.scale - Math.abs(noise.fractal(share * 16, 4, 3)) * 15,
    ]);
  }
  const island = polygon(points);
  const tone = mix(palette.leaf, palette.sky[1], 0.25);
  easel.soft(4, (soft) =>
    soft.area(rectangle(x - width * 0.46, y, width * 0.92, 13), shift(tone, { l: -0.12 }), { alpha: 0.5 }),
  );
  easel.area(island, vertical(y - 90, y, shift(tone, { l: 0.06 }), shift(tone, { l: -0.08 })));
  easel.shade(island, {
    from: [x + width * 0.4, y],
    to: [x - width * 0.2, y - 80],
    tone: shift(tone, { l: -0.2 }),
    alpha: 0.7,
  });
  easel.area(
    ribbon(
      [
        [x - width * 0.47, y],
        [x, y + 4],
        [x + width * 0.47, y],
      ],
      () => 6,
    ),
    mix(palette.light, colour(0.88, 0.05, 85), 0.6),
  );
}

/** Wet sand, a lace of foam, dry sand with a fine tooth. */
function paintBeach(scene: Scene, horizonY: number): void {
  const { easel, frame, palette, noise, random } = scene;
  const offset = random.fork('beach').range(0, 500);
  const lineY = (x: number, level: number) =>
    horizonY +
    (frame.height - horizonY) * (level + 0.1 * (x / frame.width) + noise.fractal(x * 0.0024 + offset, level, 3) * 0.11);
  const edge = (level: number): Point[] =>
    Array.from(
      { length: 41 },
      (_, at): Point => [(-0.02 + (at / 40) * 1.04) * frame.width, lineY((at / 40) * frame.width, level)],
    );
  const close = (points: readonly Point[]): Outline =>
    polygon([...points, [frame.width + 8, frame.height + 8], [-8, frame.height + 8]]);
  const sand = mix(colour(0.83, 0.055, 78), palette.light, 0.15);
  const lit = mix(sand, palette.sky[1], palette.time === 'night' ? 0.75 : palette.time === 'noon' ? 0.12 : 0.4);
  const wet = mix(shift(lit, { l: -0.14 }), palette.sky[2], 0.25);
  const foam = mix(palette.light, colour(0.98, 0.005, 220), 0.55);
  easel.area(close(edge(0.53)), mix(wet, palette.sky[1], 0.4), { alpha: 0.55 });
  easel.area(
    ribbon(edge(0.53), (share) => 5 + 4 * Math.sin(share * 19)),
    foam,
    { alpha: 0.8 },
  );
  easel.area(close(edge(0.6)), vertical(lineY(0, 0.6), frame.height, wet, shift(wet, { l: 0.03 })));
  easel.area(
    ribbon(edge(0.6), (share) => 8 + 6 * Math.sin(share * 23 + 2)),
    foam,
  );
  const dry = close(edge(0.73));
  easel.area(dry, vertical(frame.height * 0.8, frame.height, lit, shift(lit, { l: -0.045 })));
  easel.shade(dry, {
    from: [frame.width, frame.height],
    to: [0, frame.height * 0.8],
    tone: shift(lit, { l: -0.15 }),
    alpha: 0.5,
  });
  const [r, g, b] = rgb255(shift(lit, { l: -0.09 }));
  easel.field(
    {
      box: { x: 0, y: frame.height * 0.74, width: frame.width, height: frame.height * 0.26 },
      pixelsPerUnit: 0.6,
      clip: dry,
    },
    (x, y, rgba) => {
      const ripple = noise.at(x * 0.012 + noise.at(x * 0.01, y * 0.03) * 1.4, y * 0.09);
      rgba[0] = r;
      rgba[1] = g;
      rgba[2] = b;
      rgba[3] = 70 * Math.max(0, ripple);
    },
  );
}
