/** Owns abstraction: soft gradients, orbs, flowing lines, cut paper, marbling, modernist geometry, arches. */
import { paintGeometry } from './geometric-painting.ts';
import { type Colour, clamp, colour, lerp, mix, rgb255, shift, smoothstep } from './oklch-colour.ts';
import { ellipse, moved, type Outline, type Point, polygon, rectangle, ribbon } from './outline.ts';
import { vertical } from './paint.ts';
import type { Scene, ScenePainter } from './scene.ts';

const KINDS: readonly (readonly [string, ScenePainter])[] = [
  ['marbling|marbled|fluid|swirl|swirls|liquid|ink in water', paintMarbling],
  ['orb|orbs|sphere|spheres|bubble|bubbles|balls', paintOrbs],
  ['lines|line|flow field|strings|threads|waveform|wave|waves', paintFlow],
  ['paper cut|papercut|layers|layered|topographic|contour', paintPaperCut],
  [
    'geometric|geometry|shapes|bauhaus|suprematist|kandinsky|constructivist|cubist|swiss style|de stijl|art deco',
    paintGeometry,
  ],
  ['gradient|mesh gradient|blur|blurred|aura|glow|wallpaper|background', paintMesh],
];

const FREE: readonly ScenePainter[] = [paintOrbs, paintPaperCut, paintMesh, paintFlow, paintGeometry, paintMarbling];

export async function paintAbstract(scene: Scene): Promise<void> {
  const { reading, composition, easel } = scene;
  const isModern = easel.hand.name === 'bauhaus' || easel.hand.name === 'deco';
  const asked = KINDS.find(([words]) => reading.says(words))?.[1];
  const free = FREE[composition.turn % FREE.length] ?? paintOrbs;
  await (asked ?? (isModern || easel.hand.name === 'line' ? paintGeometry : free))(scene);
}

/** The scene's colours from dark to light, for things that need a scale. */
function scaleOf({ palette }: Scene): readonly [Colour, Colour, Colour, Colour, Colour] {
  const tones = [palette.subject, palette.accents[0], palette.accents[1], palette.wall, palette.accents[3]].sort(
    (a, b) => a.l - b.l,
  );
  const [a = palette.ink, b = a, c = b, d = c, e = d] = tones;
  return [a, b, c, d, e];
}

/** Colour fields melting into each other around drifting centres. */
async function paintMesh(scene: Scene): Promise<void> {
  const { easel, frame, random, noise, palette, composition } = scene;
  const stream = random.fork('mesh');
  const tones = [
    palette.wall,
    palette.subject,
    palette.accents[0],
    palette.accents[1],
    palette.accents[3],
    palette.surface,
  ];
  const centres = tones.map((tone, at) => ({
    rgb: rgb255(tone),
    x: at === 1 ? composition.focusX : stream.range(-0.1, 1.1) * frame.width,
    y: stream.range(-0.1, 1.1) * frame.height,
    reach: stream.range(150, 330),
  }));
  if (easel.hasBackdrop)
    easel.area(
      rectangle(-2, -2, frame.width + 4, frame.height + 4),
      vertical(0, frame.height, palette.wall, palette.subject),
      { isBackdrop: true },
    );
  easel.field({ pixelsPerUnit: 0.22 }, (x, y, rgba) => {
    const px = x + noise.fractal(x * 0.0024, y * 0.0024, 2) * 210;
    const py = y + noise.fractal(x * 0.0024 + 40, y * 0.0024 + 9, 2) * 210;
    let [r, g, b, sum] = [0, 0, 0, 0];
    for (const centre of centres) {
      const weight = 1 / (0.16 + (((px - centre.x) ** 2 + (py - centre.y) ** 2) / centre.reach ** 2) ** 1.25);
      r += (centre.rgb[0] / 255) ** 2 * weight;
      g += (centre.rgb[1] / 255) ** 2 * weight;
      b += (centre.rgb[2] / 255) ** 2 * weight;
      sum += weight;
    }
    rgba[0] = Math.sqrt(r / sum) * 255;
    rgba[1] = Math.sqrt(g / sum) * 255;
    rgba[2] = Math.sqrt(b / sum) * 255;
    rgba[3] = 255;
  });
  easel.glow({ x: composition.focusX, y: frame.height * 0.4, radius: 420, colour: palette.accents[3], strength: 0.2 });
}

/** Large grainy spheres, lit from one side, some half sunk behind a horizon. */
async function paintOrbs(scene: Scene): Promise<void> {
  const { easel, frame, random, palette, composition } = scene;
  const stream = random.fork('orbs');
  if (easel.hasBackdrop)
    easel.area(
      rectangle(-2, -2, frame.width + 4, frame.height + 4),
      vertical(
        0,
        frame.height,
        shift(palette.wall, { l: 0.03 }),
        palette.wall,
        mix(palette.wall, palette.subject, 0.42),
      ),
      { isBackdrop: true },
    );
  const tones = [palette.subject, palette.accents[0], palette.accents[1], palette.accents[3], palette.accents[2]];
  const count = composition.isMinimal ? 1 : 4 + (composition.turn % 3);
  const side = composition.turn % 2 ? 1 : -1;
  for (let at = 0; at < count; at += 1) {
    await scene.breath.pause();
    const radius = (at === 0 ? 235 : stream.range(40, 150)) * composition.scale;
    const place: Point =
      at === 0
        ? [composition.focusX, frame.height * 0.5]
        : [stream.range(0.08, 0.92) * frame.width, stream.range(0.12, 0.88) * frame.height];
    paintOrb(scene, { place, radius, tone: tones[at % tones.length] ?? palette.subject, side });
  }
}

function paintOrb(
  scene: Scene,
  { place: [x, y], radius, tone, side }: { place: Point; radius: number; tone: Colour; side: number },
): void {
  const { easel, palette } = scene;
  const disc = ellipse(x, y, radius, radius);
  if (easel.hasBackdrop)
    easel.soft(radius * 0.16, (soft) =>
      soft.area(
        ellipse(x - side * radius * 0.16, y + radius * 0.24, radius * 0.96, radius * 0.94),
        shift(palette.wall, { l: -0.24, c: 1.2 }),
        { alpha: 0.4 },
      ),
    );
  const lit: Point = [x + side * radius * 0.42, y - radius * 0.46];
  const glow = shift(mix(tone, palette.accents[3], 0.3), { l: 0.08 });
  easel.area(disc, {
    from: lit,
    to: [lit[0] + radius * 1.75, lit[1]],
    isRadial: true,
    stops: [
      { at: 0, colour: glow },
      { at: 0.4, colour: tone },
      { at: 0.8, colour: shift(tone, { l: -0.2, h: -16, c: 1.08 }) },
      { at: 1, colour: shift(mix(tone, palette.wall, 0.3), { l: -0.1 }) },
    ],
  });
  easel.shade(disc, {
    from: [x - side * radius, y + radius * 0.8],
    to: [x + side * radius * 0.45, y - radius * 0.45],
    tone: shift(tone, { l: -0.3, h: -20 }),
    alpha: 0.8,
  });
  easel.shade(disc, {
    from: [lit[0] + side * radius * 0.3, lit[1] - radius * 0.3],
    to: [x, y],
    tone: shift(glow, { l: 0.08 }),
    alpha: 0.5,
  });
}

/** Hundreds of threads following one current, coloured by where they start. */
async function paintFlow(scene: Scene): Promise<void> {
  const { easel, frame, random, noise, palette, composition } = scene;
  const stream = random.fork('flow');
  const isDark = palette.isDark || composition.turn % 2 === 0;
  const ground = isDark ? mix(palette.ink, palette.subject, 0.2) : mix(palette.paper, palette.wall, 0.35);
  if (easel.hasBackdrop)
    easel.area(
      rectangle(-2, -2, frame.width + 4, frame.height + 4),
      vertical(0, frame.height, shift(ground, { l: 0.02 }), shift(ground, { l: -0.02 })),
      { isBackdrop: true },
    );
  const tones = [palette.subject, palette.accents[0], palette.accents[1], palette.accents[3]].map((tone) =>
    isDark && tone.l < 0.5 ? shift(tone, { l: 0.22 }) : tone,
  );
  const count = composition.isMinimal ? 90 : 260;
  for (let at = 0; at < count; at += 1) {
    if (at % 40 === 0) await scene.breath.pause();
    const start = at / count;
    let [x, y] = [-30, lerp(-0.25, 1.25, start) * frame.height];
    const points: Point[] = [];
    for (let step = 0; step < 46; step += 1) {
      points.push([x, y]);
      const angle = noise.fractal(x * 0.00165, y * 0.00165, 2) * 2.5;
      x += Math.cos(angle) * (frame.width / 38);
      y += Math.sin(angle) * (frame.width / 38);
    }
    const place = clamp(start * (tones.length - 1) + stream.range(-0.35, 0.35), 0, tones.length - 1.001);
    const low = Math.floor(place);
    const tone = mix(tones[low] ?? palette.subject, tones[low + 1] ?? palette.subject, place - low);
    const width = 1 + 5.5 * stream.next() ** 3;
    easel.area(
      ribbon(points, (share) => width * (0.3 + Math.sin(Math.PI * share))),
      shift(tone, { l: stream.range(-0.06, 0.06) }),
      { alpha: easel.hand.shading === 'hatch' ? 1 : 0.86 },
    );
  }
}

/** Sheets of paper cut along contour lines, each throwing a shadow on the one below. */
async function paintPaperCut(scene: Scene): Promise<void> {
  const { easel, frame, random, noise, palette, composition } = scene;
  const offset = random.fork('paper').range(0, 700);
  const [dark, , , , light] = scaleOf(scene);
  const middle = [palette.subject, palette.accents[0], palette.accents[1]];
  const tones = composition.turn % 2 ? [light, ...middle.reverse(), dark] : [dark, ...middle, light];
  const sheets = composition.isMinimal ? 4 : 8;
  const isCave = composition.turn % 4 < 2;
  const ground = tones[0] ?? dark;
  if (easel.hasBackdrop) {
    easel.area(
      rectangle(-2, -2, frame.width + 4, frame.height + 4),
      vertical(0, frame.height, ground, shift(ground, { l: -0.03 })),
      { isBackdrop: true },
    );
  }
  for (let sheet = 1; sheet <= sheets; sheet += 1) {
    await scene.breath.pause();
    const share = sheet / sheets;
    const place = share * (tones.length - 1.001);
    const tone = mix(tones[Math.floor(place)] ?? dark, tones[Math.floor(place) + 1] ?? light, place % 1);
    laySheet(scene, isCave ? caveSheet(scene, share, offset) : waveSheet(scene, share, offset), tone, isCave ? 8 : -7);
  }
  const strength = noise.at(offset, 1) * 0.1 + 0.16;
  easel.glow({ x: composition.focusX, y: frame.height * 0.45, radius: 300, colour: light, strength });
}

function laySheet({ easel, frame }: Scene, shape: Outline, tone: Colour, drop: number): void {
  easel.soft(8, (soft) => soft.area(moved(shape, 3, drop), shift(tone, { l: -0.4, c: 0.8 }), { alpha: 0.5 }));
  easel.area(shape, vertical(0, frame.height, shift(tone, { l: 0.025 }), shift(tone, { l: -0.025 })));
  const end: Point = [frame.width * 0.3, frame.height * 0.2];
  easel.shade(shape, {
    from: [frame.width, frame.height],
    to: end,
    tone: shift(tone, { l: -0.12, h: -10 }),
    alpha: 0.4,
  });
}

/** The whole sheet but for the cave: out along the rim, in along the cut, back the same way. */
function caveSheet(scene: Scene, share: number, offset: number): Outline {
  const { width, height } = scene.frame;
  const cut = caveEdge(scene, share, offset);
  const rim: Point[] = [
    [-30, -30],
    [width + 30, -30],
    [width + 30, height + 30],
    [-30, height + 30],
    [-30, -30],
  ];
  return polygon([...rim, ...cut, ...cut.slice(0, 1), [-30, -30]]);
}

function waveSheet(scene: Scene, share: number, offset: number): Outline {
  const { width, height } = scene.frame;
  return polygon([...waveEdge(scene, share, offset), [width + 30, height + 30], [-30, height + 30]]);
}

/** Rings of a cave around the focus; drawn against the clock so that the inside stays open. */
function caveEdge({ frame, noise, composition }: Scene, share: number, offset: number): Point[] {
  const reach = Math.hypot(frame.width, frame.height) * lerp(0.06, 0.47, share);
  return Array.from({ length: 181 }, (_, at): Point => {
    const angle = -(at / 180) * Math.PI * 2;
    const wave =
      1 + noise.fractal(Math.cos(angle) * 1.3 + offset + share * 0.9, Math.sin(angle) * 1.3 + share * 0.9, 3) * 0.62;
    return [
      composition.focusX + Math.cos(angle) * reach * wave,
      frame.height * 0.47 + Math.sin(angle) * reach * wave * 0.9,
    ];
  });
}

function waveEdge({ frame, noise }: Scene, share: number, offset: number): Point[] {
  return Array.from({ length: 121 }, (_, at): Point => {
    const x = -30 + (at / 120) * (frame.width + 60);
    return [
      x,
      frame.height * lerp(0.04, 0.95, share) + noise.fractal(x * 0.0026 + offset, share * 2.4, 3) * frame.height * 0.24,
    ];
  });
}

/** Two inks folded into each other by repeated warping, with fine veins. */
async function paintMarbling(scene: Scene): Promise<void> {
  const { easel, random, noise } = scene;
  const offset = random.fork('marbling').range(0, 500);
  const scale = scaleOf(scene).map(rgb255);
  const veins = rgb255(mix(scene.palette.accents[3], colour(0.95, 0.05, 88), 0.4));
  easel.field({ pixelsPerUnit: 0.6 }, (x, y, rgba) => {
    const u = x * 0.0017 + offset;
    const v = y * 0.0017;
    const ax = noise.fractal(u, v, 3);
    const ay = noise.fractal(u + 5.2, v + 1.3, 3);
    const bx = noise.fractal(u + ax * 1.7 + 8.3, v + ay * 1.7, 2);
    const value = noise.fractal(u + bx * 1.9, v + ax * 1.5 + bx, 3);
    const place = clamp(0.5 + value * 0.95 + bx * 0.22, 0, 0.999) * (scale.length - 1);
    const low = Math.floor(place);
    const [from, to] = [scale[low], scale[low + 1]];
    const share = smoothstep(0.1, 0.9, place - low);
    const vein = smoothstep(0.93, 0.995, 1 - Math.abs(Math.sin(value * 13 + bx * 4)) * 0.32) * 0.6;
    for (let channel = 0; channel < 3; channel += 1)
      rgba[channel] = lerp(lerp(from?.[channel] ?? 0, to?.[channel] ?? 0, share), veins[channel] ?? 0, vein);
    rgba[3] = 255;
  });
}
