/** Owns rooms and buildings: a lit interior with a window and furniture; volumes, stairs and arches in hard light. */
import { archShape } from './arch-shape.ts';
import { type Colour, colour, lerp, mix, shift } from './oklch-colour.ts';
import { ellipse, type Outline, type Point, polygon, rectangle, ribbon, roundedRectangle } from './outline.ts';
import { vertical } from './paint.ts';
import type { Scene } from './scene.ts';
import { paintBranch } from './still-life-scene.ts';
import { castShadow, frond, type StudioSet } from './studio-set.ts';
import { paintVessel } from './vessel-painting.ts';
import { PROFILES } from './vessel-profiles.ts';

export async function paintRoom(scene: Scene): Promise<void> {
  const { frame, composition, palette, easel } = scene;
  const floorY = frame.height * 0.73;
  const side: -1 | 1 = composition.focusX > frame.width / 2 ? -1 : 1;
  const set: StudioSet = {
    tableY: floorY,
    lightSide: side,
    shadow: shift(mix(palette.surface, palette.ink, 0.5), { l: -0.04 }),
  };
  if (easel.hasBackdrop) {
    paintShell(scene, floorY, side);
    await paintWindow(scene, { x: frame.width / 2 + side * frame.width * 0.27, floorY, side });
  }
  await scene.breath.pause();
  const scale = composition.scale * Math.min(1.15, frame.width / 900);
  paintRug(scene, {
    x: composition.focusX,
    y: floorY + (frame.height - floorY) * 0.55,
    width: 520 * scale,
    tone: mix(palette.accents[1], palette.surface, 0.35),
  });
  paintSofa(scene, set, { x: composition.focusX, y: floorY + (frame.height - floorY) * 0.3, scale });
  if (!composition.isMinimal) {
    paintPicture(scene, { x: composition.focusX, y: frame.height * 0.3, scale });
    paintPlant(scene, set, { x: composition.focusX + side * -250 * scale, y: floorY + 46, scale });
    paintLampStand(scene, set, { x: composition.focusX + side * 235 * scale, y: floorY + 34, scale });
  }
}

function paintShell({ easel, frame, palette }: Scene, floorY: number, side: -1 | 1): void {
  const wall = palette.wall;
  const from: Point = [side > 0 ? frame.width : 0, 0];
  const to: Point = [side > 0 ? 0 : frame.width, floorY];
  easel.area(
    rectangle(-2, -2, frame.width + 4, frame.height + 4),
    {
      from,
      to,
      stops: [
        { at: 0, colour: shift(wall, { l: 0.05 }) },
        { at: 0.5, colour: wall },
        { at: 1, colour: shift(wall, { l: -0.085 }) },
      ],
    },
    { isBackdrop: true },
  );
  const floor = mix(palette.surface, colour(0.5, 0.07, 60), 0.35);
  easel.area(
    rectangle(-2, floorY, frame.width + 4, frame.height - floorY + 4),
    vertical(floorY, frame.height, shift(floor, { l: 0.04 }), shift(floor, { l: -0.06 })),
    { isBackdrop: true },
  );
  for (let board = -12; board <= 12; board += 1)
    easel.line(
      polygon([
        [frame.width / 2 + board * 46, floorY],
        [frame.width / 2 + board * 150, frame.height],
      ]),
      shift(floor, { l: -0.07 }),
      { widthUnits: 1.2, alpha: 0.55 },
    );
  easel.area(rectangle(-2, floorY - 13, frame.width + 4, 13), shift(wall, { l: 0.05 }));
}

/** A tall window, its view a sky of this hour, and the light it throws on the floor. */
async function paintWindow(
  scene: Scene,
  { x, floorY, side }: { x: number; floorY: number; side: -1 | 1 },
): Promise<void> {
  const { easel, palette, frame, composition } = scene;
  const isArch = composition.turn % 3 === 0;
  const [width, height] = [frame.width * 0.26, floorY * 0.72];
  const top = floorY * 0.12;
  const pane = isArch ? archShape(x, top + height, width, height) : rectangle(x - width / 2, top, width, height);
  const rim = isArch
    ? archShape(x, top + height + 9, width + 26, height + 24)
    : rectangle(x - width / 2 - 13, top - 13, width + 26, height + 26);
  const light = mix(palette.light, colour(0.97, 0.03, 90), 0.4);
  const [high, middle, low] = palette.sky;
  easel.area(rim, shift(palette.wall, { l: 0.075, c: 0.6 }));
  easel.area(pane, vertical(top, top + height, mix(high, light, 0.15), mix(middle, light, 0.3), mix(low, light, 0.5)));
  const hills: Point[] = Array.from(
    { length: 21 },
    (_, at): Point => [
      x - width / 2 + (at / 20) * width,
      top + height * (0.72 + 0.07 * Math.sin(at * 0.6 + composition.turn)),
    ],
  );
  easel.area(
    polygon([...hills, [x + width / 2, top + height], [x - width / 2, top + height]]),
    mix(low, palette.leaf, 0.4),
  );
  const bar = shift(palette.wall, { l: 0.09, c: 0.5 });
  easel.area(rectangle(x - 3.5, top, 7, height), bar);
  for (const share of [0.36, 0.68]) easel.area(rectangle(x - width / 2, top + height * share, width, 5.5), bar);
  easel.area(rectangle(x - width / 2 - 24, top + height + 9, width + 48, 12), shift(palette.wall, { l: 0.06 }));
  easel.glow({
    x,
    y: top + height * 0.45,
    radius: frame.width * 0.62,
    colour: light,
    strength: palette.time === 'night' ? 0.1 : 0.34,
  });
  if (palette.time === 'night') return;
  const slide = -side * frame.width * 0.3;
  easel.soft(4, (soft) => {
    for (const [a, b] of [
      [-0.5, -0.03],
      [0.03, 0.5],
    ] as const) {
      for (const [near, far] of [
        [0.08, 0.42],
        [0.47, 0.9],
      ] as const) {
        const at = (along: number, depth: number): Point => [
          x + along * width * (1 + depth * 0.5) + slide * depth,
          floorY + depth * (frame.height - floorY),
        ];
        soft.area(polygon([at(a, near), at(b, near), at(b, far), at(a, far)]), light, { alpha: 0.4 });
      }
    }
  });
}

function paintRug(
  { easel }: Scene,
  { x, y, width, tone }: { x: number; y: number; width: number; tone: Colour },
): void {
  for (const [share, step] of [
    [1, 0],
    [0.9, 0.06],
    [0.84, -0.02],
  ] as const)
    easel.area(ellipse(x, y, (width / 2) * share, width * 0.1 * share), shift(tone, { l: step }));
  easel.shade(ellipse(x, y, width / 2, width * 0.1), {
    from: [x - width / 2, y + 40],
    to: [x + width / 3, y - 30],
    tone: shift(tone, { l: -0.16 }),
    alpha: 0.5,
  });
}

function paintSofa(scene: Scene, set: StudioSet, { x, y, scale }: { x: number; y: number; scale: number }): void {
  const { easel, palette } = scene;
  const tone = palette.subject;
  const wide = 330 * scale;
  castShadow(scene, set, { x, y: y + 4, width: wide * 1.04, height: 120 * scale });
  const form = (shape: Outline, lightness: number) => {
    const own = shift(tone, { l: lightness });
    easel.area(shape, {
      from: [x + set.lightSide * wide * 0.5, y - 140 * scale],
      to: [x - set.lightSide * wide * 0.5, y],
      stops: [
        { at: 0, colour: shift(own, { l: 0.06 }) },
        { at: 1, colour: shift(own, { l: -0.08 }) },
      ],
    });
    easel.shade(shape, {
      from: [x - set.lightSide * wide * 0.55, y + 10],
      to: [x + set.lightSide * wide * 0.2, y - 120 * scale],
      tone: shift(own, { l: -0.2 }),
      alpha: 0.62,
    });
  };
  for (const leg of [-0.42, 0.42])
    easel.area(
      polygon([
        [x + leg * wide - 6, y - 16 * scale],
        [x + leg * wide + 6, y - 16 * scale],
        [x + leg * wide + 3, y + 6 * scale],
        [x + leg * wide - 3, y + 6 * scale],
      ]),
      colour(0.38, 0.06, 55),
    );
  form(roundedRectangle(x - wide * 0.46, y - 150 * scale, wide * 0.92, 120 * scale, 34 * scale), -0.03);
  for (const cushion of [-1, 1])
    form(
      roundedRectangle(x + (cushion < 0 ? -0.4 : 0.005) * wide, y - 82 * scale, wide * 0.395, 50 * scale, 18 * scale),
      0.035,
    );
  form(roundedRectangle(x - wide * 0.45, y - 44 * scale, wide * 0.9, 34 * scale, 10 * scale), -0.01);
  for (const arm of [-1, 1])
    form(
      roundedRectangle(x + arm * wide * 0.45 - 26 * scale, y - 108 * scale, 52 * scale, 100 * scale, 24 * scale),
      0.01,
    );
  const pillow = mix(palette.accents[0], palette.surface, 0.1);
  const place: Point = [x - set.lightSide * wide * 0.22, y - 98 * scale];
  const shape = roundedRectangle(place[0] - 36 * scale, place[1] - 28 * scale, 72 * scale, 58 * scale, 13 * scale);
  easel.area(shape, pillow);
  easel.shade(shape, {
    from: [place[0], place[1] + 30],
    to: [place[0], place[1] - 30],
    tone: shift(pillow, { l: -0.18 }),
    alpha: 0.6,
  });
}

function paintPicture(
  { easel, palette, composition }: Scene,
  { x, y, scale }: { x: number; y: number; scale: number },
): void {
  const [width, height] = [150 * scale, 186 * scale];
  easel.soft(7, (soft) =>
    soft.area(rectangle(x - width / 2 + 6, y - height / 2 + 9, width, height), shift(palette.wall, { l: -0.25 }), {
      alpha: 0.5,
    }),
  );
  easel.area(rectangle(x - width / 2, y - height / 2, width, height), mix(palette.paper, palette.wall, 0.2));
  easel.line(rectangle(x - width / 2, y - height / 2, width, height), mix(palette.ink, palette.wall, 0.2), {
    widthUnits: 3,
  });
  const tones = [palette.accents[0], palette.accents[1], palette.subject];
  easel.area(
    ellipse(x - width * 0.1, y - height * 0.1, width * 0.23, width * 0.23),
    tones[composition.turn % 3] ?? palette.subject,
  );
  easel.area(
    archShape(x + width * 0.13, y + height * 0.34, width * 0.34, height * 0.44),
    tones[(composition.turn + 1) % 3] ?? palette.subject,
  );
}

function paintPlant(scene: Scene, set: StudioSet, { x, y, scale }: { x: number; y: number; scale: number }): void {
  const { easel, palette, random } = scene;
  const stream = random.fork('house-plant');
  castShadow(scene, set, { x, y, width: 80 * scale, height: 240 * scale });
  const green = mix(palette.leaf, colour(0.42, 0.08, 150), 0.4);
  for (const spread of [-0.9, -0.5, -0.15, 0.2, 0.55, 0.9])
    for (const leaf of frond([x, y - 80 * scale], stream.range(170, 250) * scale, -Math.PI / 2 + spread - 0.25, stream))
      easel.area(leaf, shift(green, { l: stream.range(-0.04, 0.07) }));
  paintVessel(scene, set, {
    x,
    baseY: y,
    height: 92 * scale,
    width: 92 * scale,
    profile: PROFILES.cup,
    tone: mix(palette.accents[0], palette.surface, 0.3),
    material: 'matte',
    isOpen: false,
  });
}

function paintLampStand(scene: Scene, set: StudioSet, { x, y, scale }: { x: number; y: number; scale: number }): void {
  const { easel, palette } = scene;
  castShadow(scene, set, { x, y, width: 60 * scale, height: 200 * scale });
  const metal = mix(palette.ink, colour(0.7, 0.09, 80), 0.5);
  easel.area(
    ribbon(
      [
        [x, y],
        [x, y - 330 * scale],
      ],
      () => 4 * scale,
    ),
    metal,
  );
  easel.area(ellipse(x, y, 34 * scale, 6 * scale), metal);
  const shade = polygon([
    [x - 30 * scale, y - 398 * scale],
    [x + 30 * scale, y - 398 * scale],
    [x + 54 * scale, y - 318 * scale],
    [x - 54 * scale, y - 318 * scale],
  ]);
  const cloth = mix(palette.light, colour(0.9, 0.07, 80), 0.6);
  easel.area(shade, vertical(y - 400 * scale, y - 318 * scale, shift(cloth, { l: -0.07 }), cloth));
  easel.glow({
    x,
    y: y - 345 * scale,
    radius: 250 * scale,
    colour: colour(0.9, 0.1, 75),
    strength: palette.isDark || palette.time === 'night' ? 0.7 : 0.3,
  });
}

/** Walls as large planes of colour against the sky, cut by stairs and arches, with one clean diagonal of shadow. */
export async function paintArchitecture(scene: Scene): Promise<void> {
  const { frame, composition, palette, easel, random, reading } = scene;
  const stream = random.fork('volumes');
  const [top, middle, low] = palette.sky;
  if (easel.hasBackdrop)
    easel.area(
      rectangle(-2, -2, frame.width + 4, frame.height + 4),
      vertical(0, frame.height * 0.8, top, middle, low),
      { isBackdrop: true },
    );
  const side: -1 | 1 = composition.focusX > frame.width / 2 ? -1 : 1;
  const groundY = frame.height * 0.84;
  const tones = [palette.wall, palette.subject, palette.surface, mix(palette.accents[1], palette.wall, 0.3)].map(
    (tone) => (tone.l < 0.4 && palette.time !== 'night' ? shift(tone, { l: 0.16 }) : tone),
  );
  const tone = (at: number) => tones[(at + composition.turn) % tones.length] ?? palette.wall;
  const isWater = reading.says('pool|water|pond') || composition.turn % 3 === 1;
  const blocks = composition.isMinimal ? 2 : 4;
  for (let at = 0; at < blocks; at += 1) {
    await scene.breath.pause();
    const share = at / Math.max(1, blocks - 1);
    const width = frame.width * lerp(0.34, 0.46, stream.next());
    const x = composition.focusX + side * lerp(-0.42, 0.34, share) * frame.width - width / 2;
    const height = frame.height * lerp(0.68, 0.26, share) * stream.range(0.88, 1.08);
    paintVolume(scene, { x, y: groundY, width, height, tone: tone(at), side, hole: at % 3 });
  }
  const floor = mix(palette.surface, palette.light, 0.2);
  easel.area(
    rectangle(-2, groundY, frame.width + 4, frame.height),
    vertical(groundY, frame.height, floor, shift(floor, { l: -0.07 })),
  );
  if (isWater) {
    const pool = polygon([
      [frame.width * 0.16, groundY + 26],
      [frame.width * 0.9, groundY + 26],
      [frame.width * 1.1, frame.height + 6],
      [-frame.width * 0.06, frame.height + 6],
    ]);
    easel.area(
      pool,
      vertical(groundY, frame.height, mix(low, colour(0.76, 0.1, 205), 0.5), mix(top, colour(0.55, 0.1, 220), 0.5)),
    );
    easel.shade(pool, {
      from: [0, frame.height],
      to: [frame.width, groundY],
      tone: mix(palette.subject, palette.ink, 0.3),
      alpha: 0.45,
    });
  }
  if (reading.says('stairs|staircase|steps') || composition.turn % 3 === 0)
    paintStairs(scene, { x: composition.focusX, y: groundY, side, tone: tone(1) });
  if (!composition.isMinimal)
    paintBranch(
      scene,
      { x: composition.focusX - side * frame.width * 0.32, y: groundY, reach: 230 * composition.scale },
      stream,
    );
}

interface Volume {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly tone: Colour;
  readonly side: -1 | 1;
  readonly hole: number;
}

function paintVolume({ easel, palette }: Scene, { x, y, width, height, tone, side, hole }: Volume): void {
  const top = y - height;
  const depth = width * 0.3;
  const edge = side > 0 ? x : x + width;
  const front = rectangle(x, top, width, height);
  const flank = polygon([
    [edge, top],
    [edge - side * depth, top + depth * 0.16],
    [edge - side * depth, y],
    [edge, y],
  ]);
  const lit = mix(shift(tone, { l: 0.05 }), palette.light, 0.16);
  const dark = shift(mix(tone, palette.sky[0], 0.16), { l: -0.17, c: 1.1 });
  easel.area(flank, vertical(top, y, dark, shift(dark, { l: 0.045 })));
  easel.shade(flank, { from: [edge, y], to: [edge, top], tone: shift(dark, { l: -0.1 }), alpha: 0.5 });
  easel.area(front, vertical(top, y, lit, tone));
  const shadow = polygon([
    [side > 0 ? x + width : x, top],
    [side > 0 ? x + width : x, y],
    [side > 0 ? x + width * 0.25 : x + width * 0.75, y],
    [side > 0 ? x + width * 0.72 : x + width * 0.28, top],
  ]);
  if (hole === 1) easel.area(shadow, dark, { alpha: 0.5, hasContour: false });
  easel.shade(front, {
    from: [x + width / 2, y],
    to: [x + width / 2, top],
    tone: shift(tone, { l: -0.16 }),
    alpha: 0.45,
  });
  const inner = shift(dark, { l: -0.1 });
  if (hole === 0) {
    const door = archShape(x + width * 0.55, y, width * 0.3, height * 0.5);
    easel.area(door, vertical(y - height * 0.5, y, inner, shift(inner, { l: 0.1 })));
    easel.area(
      archShape(x + width * 0.55 + side * width * 0.035, y, width * 0.235, height * 0.47),
      shift(inner, { l: -0.05 }),
    );
  } else if (hole === 2) {
    for (let slot = 0; slot < 3; slot += 1)
      easel.area(
        rectangle(x + width * (0.2 + slot * 0.22), top + height * 0.2, width * 0.12, height * 0.3),
        vertical(top, y, inner, shift(inner, { l: 0.12 })),
      );
  }
}

function paintStairs(
  { easel, composition }: Scene,
  { x, y, side, tone }: { x: number; y: number; side: -1 | 1; tone: Colour },
): void {
  const steps = 9;
  const [run, rise] = [34 * composition.scale, 27 * composition.scale];
  const start = x - (side * run * steps) / 2;
  for (let step = 0; step < steps; step += 1) {
    const sx = start + side * run * step;
    const tall = rise * (step + 1);
    const left = Math.min(sx, sx + side * run);
    const shape = rectangle(left, y - tall, run + 0.6, tall);
    easel.area(shape, vertical(y - tall, y, shift(tone, { l: 0.05 }), shift(tone, { l: -0.08 })));
    easel.area(rectangle(left, y - tall, run + 0.6, 5), shift(tone, { l: 0.11 }));
    easel.shade(shape, { from: [left, y], to: [left, y - tall * 0.8], tone: shift(tone, { l: -0.2 }), alpha: 0.5 });
  }
}
