/** Owns forests: rows of trunks fading into light, shafts of sun, a path, ferns; conifers, birches or bamboo. */
import { type Colour, colour, lerp, mix, rgb255, shift, smoothstep } from './oklch-colour.ts';
import { type Outline, type Point, polygon, rectangle, ribbon } from './outline.ts';
import { across } from './paint.ts';
import type { Scene } from './scene.ts';
import type { Random } from './seeded-random.ts';
import { paintMist, paintPrecipitation } from './sky-painting.ts';
import { frond } from './studio-set.ts';
import { conifer, leafDabs } from './tree-painting.ts';

type Wood = 'conifer' | 'birch' | 'bamboo' | 'broadleaf';

export async function paintForest(scene: Scene): Promise<void> {
  const { composition, frame, palette, reading, random, easel } = scene;
  const wood: Wood = reading.says('bamboo')
    ? 'bamboo'
    : reading.says('birch|birches|aspen')
      ? 'birch'
      : reading.says('pine|pines|fir|spruce|conifer|taiga') || (composition.turn % 3 === 0 && !reading.says('jungle'))
        ? 'conifer'
        : 'broadleaf';
  const glowX = composition.focusX;
  const floorY = frame.height * 0.8;
  const bright = mix(palette.sky[2], palette.light, palette.time === 'night' ? 0.1 : 0.45);
  const deep = mix(palette.leaf, palette.near, 0.4);
  if (easel.hasBackdrop) {
    easel.area(
      rectangle(-2, -2, frame.width + 4, frame.height + 4),
      {
        from: [glowX, frame.height * 0.5],
        to: [glowX + Math.max(frame.width, frame.height) * 0.8, frame.height * 0.5],
        isRadial: true,
        stops: [
          { at: 0, colour: bright },
          { at: 0.4, colour: mix(bright, palette.leaf, 0.42) },
          { at: 1, colour: mix(deep, palette.sky[1], 0.2) },
        ],
      },
      { isBackdrop: true },
    );
    easel.glow({
      x: glowX,
      y: frame.height * 0.46,
      radius: frame.height * 0.75,
      colour: palette.light,
      strength: palette.time === 'night' ? 0.16 : 0.42,
    });
  }
  const rows = composition.isMinimal ? 3 : 5;
  for (let at = 0; at < rows; at += 1) {
    await scene.breath.pause();
    const nearness = (at + 0.35) / rows;
    const tone = mix(
      mix(bright, palette.leaf, 0.4),
      mix(palette.near, colour(0.18, 0.03, palette.leaf.h), 0.45),
      nearness ** 1.2,
    );
    paintRow(scene, { wood, nearness, tone, floorY: lerp(floorY - 50, frame.height * 1.02, nearness), at });
    if (at < rows - 1)
      paintMist(scene, floorY - 10 + at * 22, 150, {
        tone: mix(bright, palette.leaf, 0.15),
        alpha: (reading.weather === 'fog' ? 0.72 : 0.34) * (1 - nearness * 0.6),
      });
  }
  if (palette.time !== 'night') paintShafts(scene, glowX);
  paintFloor(scene, floorY, random.fork('floor'));
  paintPrecipitation(scene);
}

interface Row {
  readonly wood: Wood;
  readonly nearness: number;
  readonly tone: Colour;
  readonly floorY: number;
  readonly at: number;
}

function paintRow(scene: Scene, row: Row): void {
  const { frame, random, composition, easel } = scene;
  const stream = random.fork(`row${row.at}`);
  const gap = lerp(34, 190, row.nearness ** 1.3) / (0.7 + composition.density * 0.6);
  const clear = lerp(20, 190, row.nearness);
  for (let x = -60; x < frame.width + 60; x += gap * stream.range(0.55, 1.5)) {
    const fromPath = x - composition.focusX;
    const px = Math.abs(fromPath) < clear ? composition.focusX + Math.sign(fromPath || 1) * clear + fromPath * 0.3 : x;
    const girth = lerp(4, 50, row.nearness ** 1.8) * stream.range(0.7, 1.3);
    if (row.wood === 'conifer' && row.nearness < 0.72) {
      easel.area(
        conifer(px, row.floorY + stream.range(-8, 8), lerp(330, 760, row.nearness) * stream.range(0.75, 1.15), stream),
        shift(row.tone, { l: stream.range(-0.015, 0.02) }),
      );
      continue;
    }
    paintTrunk(scene, row, { x: px, girth }, stream);
  }
  if (row.wood === 'broadleaf' || row.wood === 'birch') paintCanopy(scene, row, stream);
}

function paintTrunk(scene: Scene, row: Row, { x, girth }: { x: number; girth: number }, stream: Random): void {
  const { easel, frame, palette, composition } = scene;
  const lean = stream.range(-0.05, 0.05) * frame.height;
  const isBamboo = row.wood === 'bamboo';
  const tone = barkTone(row);
  const spine: Point[] = [
    [x, row.floorY + 10],
    [x + lean * 0.3, row.floorY * 0.66],
    [x + lean * 0.6, row.floorY * 0.33],
    [x + lean, -20],
  ];
  const taper = (share: number) => 1.12 - 0.42 * share + 0.5 * Math.max(0, 0.08 - share) * 8;
  const trunk: Outline = ribbon(spine, (share) => girth * (isBamboo ? 0.62 : taper(share)));
  const side = composition.focusX > x ? 1 : -1;
  const lit = mix(tone, palette.light, 0.3);
  easel.area(trunk, across([x + side * girth * 0.6, 0], [x - side * girth * 0.6, 0], lit, tone, tone));
  easel.shade(trunk, {
    from: [x - side * girth * 0.8, row.floorY],
    to: [x + side * girth * 0.4, row.floorY * 0.5],
    tone: shift(tone, { l: -0.14 }),
    alpha: 0.6,
  });
  const axisAt = (y: number) => x + lean * (1 - y / row.floorY);
  if (row.wood === 'birch' && girth > 8) paintBirchMarks(scene, { row, girth, tone, axisAt }, stream);
  if (isBamboo) paintNodes(scene, { row, girth, tone, axisAt }, stream);
}

function barkTone({ wood, tone, nearness }: Row): Colour {
  if (wood === 'birch') return mix(tone, colour(0.9, 0.015, 85), 0.62 - nearness * 0.1);
  return wood === 'bamboo' ? mix(tone, colour(0.62, 0.12, 130), 0.45) : tone;
}

interface Bark {
  readonly row: Row;
  readonly girth: number;
  readonly tone: Colour;
  readonly axisAt: (y: number) => number;
}

function paintBirchMarks({ easel, palette }: Scene, { row, girth, tone, axisAt }: Bark, stream: Random): void {
  for (let mark = 0; mark < 13; mark += 1) {
    const y = stream.range(0, row.floorY);
    const left = axisAt(y) - girth * 0.42;
    const line: Point[] = [
      [left, y],
      [left + girth * stream.range(0.2, 0.75), y + stream.range(-3, 3)],
    ];
    easel.area(
      ribbon(line, (share) => girth * 0.13 * (1 - share * 0.7)),
      mix(palette.ink, tone, 0.25),
    );
  }
}

function paintNodes({ easel }: Scene, { row, girth, tone, axisAt }: Bark, stream: Random): void {
  const widthUnits = Math.max(0.7, girth * 0.07);
  for (let y = stream.range(0, 80); y < row.floorY; y += girth * 5 + 34) {
    const node: Point[] = [
      [axisAt(y) - girth * 0.32, y],
      [axisAt(y) + girth * 0.32, y],
    ];
    easel.line(polygon(node), shift(tone, { l: -0.16 }), { widthUnits });
  }
}

function paintCanopy(scene: Scene, row: Row, stream: Random): void {
  const { easel, frame, palette } = scene;
  const leaf = mix(row.tone, palette.leaf, 0.62);
  const size = lerp(3.2, 13, row.nearness);
  const clusters = Array.from(
    { length: Math.round(lerp(34, 15, row.nearness)) },
    (): Point => [
      stream.range(-20, frame.width + 20),
      stream.next() ** 1.7 * frame.height * lerp(0.42, 0.26, row.nearness),
    ],
  );
  for (const [lightness, share] of [
    [-0.05, 1],
    [0.05, 0.6],
  ] as const) {
    easel.raw(
      `<path d="${leafDabs(clusters, { radius: lerp(52, 120, row.nearness), count: Math.round(70 * share), size }, stream)}" fill="${easel.tint(shift(leaf, { l: lightness, h: lightness * -90 }))}"${easel.dabStroke} fill-opacity=".9"/>`,
    );
  }
}

/** Slanting shafts that open toward the ground. */
function paintShafts(scene: Scene, glowX: number): void {
  const { easel, frame, noise, palette } = scene;
  const [r, g, b] = rgb255(mix(palette.light, colour(0.98, 0.04, 95), 0.4));
  easel.field({ pixelsPerUnit: 0.28 }, (x, y, rgba) => {
    const dx = x - (glowX + frame.width * 0.1);
    const angle = dx / (y + frame.height * 0.5);
    const ray = smoothstep(0.05, 0.75, noise.at(angle * 9, 2) * 0.8 + noise.at(angle * 23, 7) * 0.4);
    const fade =
      smoothstep(0, 0.25, y / frame.height) *
      (1 - smoothstep(0.5, 0.95, y / frame.height)) *
      Math.exp(-((angle / 0.62) ** 2));
    rgba[0] = r;
    rgba[1] = g;
    rgba[2] = b;
    rgba[3] = 120 * ray * fade;
  });
}

function paintFloor(scene: Scene, floorY: number, stream: Random): void {
  const { easel, frame, palette, composition } = scene;
  const dark = mix(palette.near, colour(0.16, 0.03, palette.leaf.h), 0.5);
  const path = ribbon(
    [
      [composition.focusX, floorY - 34],
      [composition.focusX + 26, floorY + 20],
      [composition.focusX - 30, frame.height * 0.92],
      [composition.focusX + 20, frame.height + 30],
    ],
    (share) => lerp(16, 300, share ** 1.5),
  );
  easel.soft(16, (soft) => soft.area(path, mix(palette.light, palette.leaf, 0.5), { alpha: 0.3 }));
  if (composition.isMinimal) return;
  for (let fern = 0; fern < 9; fern += 1) {
    const side = fern % 2 ? 1 : -1;
    const root: Point = [composition.focusX + side * stream.range(200, 560), frame.height + 14];
    const tone = mix(dark, palette.leaf, stream.range(0.05, 0.5));
    for (const spread of [-0.75, -0.35, 0.02, 0.4])
      for (const leaf of frond(root, stream.range(110, 210), -Math.PI / 2 + spread, stream)) easel.area(leaf, tone);
  }
}
