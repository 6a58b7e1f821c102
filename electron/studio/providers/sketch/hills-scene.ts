/** Owns countryside: folded hills, striped fields, lone trees, a road or a farmhouse. */
import { type Colour, colour, lerp, mix, rgb255, shift } from './oklch-colour.ts';
import { type Outline, type Point, polygon, rectangle, ribbon, round } from './outline.ts';
import { vertical } from './paint.ts';
import type { Scene } from './scene.ts';
import { paintMist, paintPrecipitation, paintSky, sunPlace } from './sky-painting.ts';
import { crown, paintBroadleaf } from './tree-painting.ts';

interface Hill {
  readonly outline: Outline;
  readonly crestAt: (x: number) => number;
  readonly tone: Colour;
  readonly nearness: number;
}

export async function paintHills(scene: Scene): Promise<void> {
  const { composition, frame, palette, reading } = scene;
  const horizonY = composition.horizonY * 0.94;
  const sun = sunPlace(scene, horizonY);
  paintSky(scene, { horizonY: horizonY + 40, sun, sunRadius: 30 * composition.scale });
  const hills = makeHills(scene, horizonY);
  for (const [at, hill] of hills.entries()) {
    await scene.breath.pause();
    paintHill(scene, hill, sun);
    if (at === 0 || reading.weather === 'fog')
      paintMist(scene, hill.crestAt(frame.width / 2) + 60, 70, {
        tone: palette.sky[2],
        alpha: reading.weather === 'fog' ? 0.8 : 0.32,
      });
    if (hill.nearness > 0.2 && hill.nearness < 0.8) plantHedge(scene, hill);
  }
  const middle = hills.at(-2);
  if (middle) paintLandmark(scene, middle, sun);
  const front = hills.at(-1);
  if (front && !composition.isMinimal) paintMeadow(scene, front);
  paintPrecipitation(scene);
}

function makeHills(scene: Scene, horizonY: number): Hill[] {
  const { frame, noise, palette, random, composition, reading } = scene;
  const stream = random.fork('hills');
  const count = composition.isMinimal ? 3 : 5;
  const isLavender = reading.says('lavender');
  const straw = mix(palette.leaf, colour(0.8, 0.1, 88), 0.45);
  return Array.from({ length: count }, (_, at) => {
    const nearness = at / (count - 1);
    const offset = stream.range(0, 900);
    const base = lerp(horizonY, frame.height * 0.86, nearness ** 1.25);
    const rise = lerp(46, 92, nearness) * composition.scale;
    const crestAt = (x: number) =>
      base -
      rise *
        (noise.at(x * lerp(0.0042, 0.0021, nearness) + offset, nearness * 5) * 0.85 +
          0.12 * noise.at(x * 0.009 + offset, 9));
    const field = isLavender && at > 1 ? colour(0.55, 0.12, 300) : at % 2 ? straw : palette.leaf;
    const tone = mix(
      mix(palette.sky[2], palette.sky[1], 0.3),
      mix(field, palette.near, 0.12 + 0.25 * nearness),
      0.22 + 0.74 * nearness,
    );
    const points: Point[] = [[-6, frame.height + 6]];
    for (let x = -6; x <= frame.width + 6; x += 6) points.push([x, crestAt(x)]);
    points.push([frame.width + 6, frame.height + 6]);
    return { outline: polygon(points), crestAt, tone, nearness };
  });
}

function paintHill(scene: Scene, hill: Hill, sun: Point): void {
  const { easel, frame, palette, noise, reading } = scene;
  const top = Math.min(hill.crestAt(0), hill.crestAt(frame.width / 2), hill.crestAt(frame.width));
  easel.area(
    hill.outline,
    vertical(top - 30, top + 190, mix(hill.tone, palette.light, 0.16), hill.tone, shift(hill.tone, { l: -0.06 })),
  );
  const side = sun[0] > frame.width / 2 ? 1 : -1;
  const lit = rgb255(mix(hill.tone, palette.light, 0.42));
  const dark = rgb255(shift(hill.tone, { l: -0.1, h: 12 }));
  const isStriped =
    hill.nearness > 0.25 &&
    (reading.says('field|fields|vineyard|lavender|rows|farm|terrace') || Math.round(hill.nearness * 8) % 3 === 1);
  easel.field(
    {
      box: { x: 0, y: top - 50, width: frame.width, height: Math.min(330, frame.height - top + 50) },
      pixelsPerUnit: 0.5,
      clip: hill.outline,
    },
    (x, y, rgba) => {
      const depth = y - hill.crestAt(x);
      if (depth < -3) return;
      const turn = ((hill.crestAt(x + 34) - hill.crestAt(x - 34)) / 68) * side;
      const grass = noise.fractal(x * 0.02, y * 0.055, 3) * 0.22;
      const furrow = isStriped
        ? Math.sin((x * 0.16 + depth * 0.9 + noise.at(x * 0.006, depth * 0.01) * 18) * lerp(0.9, 0.42, hill.nearness)) *
          0.34
        : 0;
      const light = -turn * 2.1 + grass + furrow - depth / 700;
      const tone = light > 0 ? lit : dark;
      rgba[0] = tone[0];
      rgba[1] = tone[1];
      rgba[2] = tone[2];
      rgba[3] = 205 * Math.min(0.9, Math.abs(light));
    },
  );
  easel.shade(hill.outline, {
    from: [frame.width / 2 - side * 380, top + 210],
    to: [frame.width / 2 + side * 220, top - 20],
    tone: shift(hill.tone, { l: -0.11 }),
    alpha: 0.42,
  });
}

/** Rounded crowns in a line along the crest, as hedges and copses stand. */
function plantHedge(scene: Scene, hill: Hill): void {
  const { easel, frame, random, palette } = scene;
  const stream = random.fork(`hedge${hill.nearness}`);
  const start = stream.range(0, frame.width * 0.6);
  const length = stream.range(0.18, 0.42) * frame.width;
  const tone = mix(hill.tone, mix(palette.leaf, palette.ink, 0.42), 0.62);
  const size = lerp(6, 21, hill.nearness);
  for (let x = start; x < start + length; x += size * stream.range(0.7, 1.7)) {
    const radius = size * stream.range(0.6, 1.25);
    const bush = crown(x, hill.crestAt(x) + 3 - radius * 0.45, radius, stream);
    easel.area(
      bush,
      vertical(
        hill.crestAt(x) - radius * 1.3,
        hill.crestAt(x) + radius,
        mix(tone, palette.light, 0.2),
        shift(tone, { l: -0.05 }),
      ),
    );
  }
}

function paintLandmark(scene: Scene, hill: Hill, sun: Point): void {
  const { composition, palette, reading, easel } = scene;
  const x = composition.focusX;
  const y = hill.crestAt(x) + 12;
  const scale = composition.scale;
  const bark = mix(palette.near, palette.ink, 0.5);
  if (reading.says('house|farm|cottage|barn|farmhouse|tuscany')) {
    const wall = mix(palette.light, colour(0.86, 0.05, 70), 0.5);
    const roof = mix(colour(0.52, 0.13, 38), palette.near, 0.25);
    easel.area(rectangle(x - 44 * scale, y - 40 * scale, 88 * scale, 46 * scale), wall);
    easel.shade(rectangle(x - 44 * scale, y - 40 * scale, 88 * scale, 46 * scale), {
      from: [x + 44 * scale, y],
      to: [x - 30 * scale, y - 30],
      tone: shift(wall, { l: -0.22 }),
      alpha: 0.7,
    });
    easel.area(
      polygon([
        [x - 52 * scale, y - 38 * scale],
        [x + 52 * scale, y - 38 * scale],
        [x + 30 * scale, y - 66 * scale],
        [x - 30 * scale, y - 66 * scale],
      ]),
      roof,
    );
  }
  if (composition.isMinimal || composition.turn % 2 === 0 || reading.says('tree|oak|lonely')) {
    paintBroadleaf(scene, {
      x: x + 96 * scale,
      y: y + 6,
      height: 190 * scale,
      leaf: mix(palette.leaf, palette.near, 0.2),
      bark,
      lightFrom: sun[0] > x ? 1 : -1,
    });
  } else {
    for (const [dx, size] of [
      [-70, 120],
      [-40, 150],
      [-14, 132],
      [60, 110],
    ] as const)
      paintCypress(scene, x + dx * scale, hill.crestAt(x + dx * scale) + 6, size * scale);
  }
}

function paintCypress(scene: Scene, x: number, y: number, height: number): void {
  const { easel, palette } = scene;
  const tone = mix(palette.leaf, palette.ink, 0.45);
  const tree = ribbon(
    [
      [x, y],
      [x, y - height * 0.3],
      [x + 1, y - height * 0.7],
      [x, y - height],
    ],
    (share) => height * 0.2 * Math.sin(Math.PI * (0.12 + share * 0.86)),
  );
  easel.area(tree, tone);
  easel.shade(tree, {
    from: [x - height * 0.1, y],
    to: [x + height * 0.08, y - height * 0.5],
    tone: shift(tone, { l: -0.12 }),
    alpha: 0.7,
  });
}

/** Grass blades and flower dots along the lower edge. */
function paintMeadow(scene: Scene, front: Hill): void {
  const { easel, frame, random, palette, reading } = scene;
  const stream = random.fork('meadow');
  for (const [lightness, count] of [
    [-0.12, 260],
    [-0.02, 240],
    [0.07, 160],
  ] as const) {
    let data = '';
    for (let blade = 0; blade < count; blade += 1) {
      const x = stream.range(-10, frame.width + 10);
      const height = stream.range(18, 74);
      const lean = stream.range(-16, 16);
      const y = frame.height + 8 - stream.next() ** 2 * 46;
      data += `M${round(x)} ${round(y)}q${round(lean * 0.2)} ${round(-height * 0.6)} ${round(lean)} ${round(-height)}q${round(-lean * 0.5 + 1)} ${round(height * 0.5)} ${round(-lean + 2.6)} ${round(height)}z`;
    }
    easel.raw(
      `<path d="${data}" fill="${easel.tint(shift(mix(front.tone, palette.leaf, 0.4), { l: lightness }))}"${easel.dabStroke}/>`,
    );
  }
  if (reading.season === 'winter' || reading.weather === 'snow') return;
  const petals = reading.season === 'spring' || reading.says('flower|flowers|poppy|poppies|meadow') ? 90 : 34;
  for (const tone of [palette.accents[0], palette.light, palette.accents[1]]) {
    let data = '';
    for (let dot = 0; dot < petals; dot += 1) {
      const size = stream.range(1.2, 4.6);
      data += `M${round(stream.range(0, frame.width))} ${round(frame.height - stream.next() ** 1.6 * 96)}q${round(size)} ${round(-size)} ${round(size * 1.6)} ${round(size * 0.4)}q${round(-size * 0.4)} ${round(size)} ${round(-size * 1.6)} ${round(-size * 0.4)}z`;
    }
    easel.raw(`<path d="${data}" fill="${easel.tint(tone)}"${easel.dabStroke}/>`);
  }
}
