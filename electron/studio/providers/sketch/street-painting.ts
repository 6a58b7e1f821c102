/** Owns a street that runs away from the viewer: facades left and right, wet asphalt, lamps, signs, small figures. */
import { type Colour, colour, lerp, mix, shift } from './oklch-colour.ts';
import { ellipse, type Point, polygon, rectangle, ribbon } from './outline.ts';
import { vertical } from './paint.ts';
import type { Scene } from './scene.ts';
import type { Random } from './seeded-random.ts';
import { setText } from './text-setting.ts';

export async function paintStreet(scene: Scene, horizonY: number): Promise<void> {
  const { easel, frame, palette, random, composition, reading } = scene;
  const stream = random.fork('street');
  const eye: Point = [frame.width * 0.5 + (composition.focusX - frame.width / 2) * 0.3, horizonY - frame.height * 0.09];
  const road = polygon([
    [eye[0] - 10, eye[1] + 4],
    [eye[0] + 10, eye[1] + 4],
    [frame.width * 1.1, frame.height + 8],
    [-frame.width * 0.1, frame.height + 8],
  ]);
  const asphalt = mix(palette.near, colour(0.3, 0.015, 260), 0.5);
  easel.area(
    rectangle(-4, eye[1] + 4, frame.width + 8, frame.height),
    vertical(eye[1], frame.height, mix(asphalt, palette.sky[2], 0.5), shift(asphalt, { l: 0.05 })),
    { isBackdrop: true },
  );
  easel.area(
    road,
    vertical(eye[1], frame.height, mix(asphalt, palette.sky[2], 0.55), asphalt, shift(asphalt, { l: -0.05 })),
  );
  const night = palette.time === 'night' || palette.time === 'dusk';
  for (const side of [-1, 1] as const) paintFacades(scene, eye, side, stream);
  await scene.breath.pause();
  if (night || reading.weather === 'rain' || reading.says('wet|neon')) paintWetGlow(scene, eye, stream);
  for (let at = 5; at >= 1; at -= 1)
    for (const side of [-1, 1] as const) paintLamp(scene, eye, { depth: at, side, isOn: night });
  await paintSign(scene, eye);
  paintWalkers(scene, eye, stream);
}

/** A point on the plane that runs from the viewer to the eye: depth 0 is at the picture's edge, 1 at the vanishing point. */
function toward(eye: Point, from: Point, depth: number): Point {
  const share = 1 - 1 / (1 + depth * 1.35);
  return [lerp(from[0], eye[0], share), lerp(from[1], eye[1], share)];
}

function paintFacades(scene: Scene, eye: Point, side: -1 | 1, stream: Random): void {
  const { easel, frame, palette } = scene;
  const edge = side < 0 ? -frame.width * 0.06 : frame.width * 1.06;
  for (let at = 6; at >= 0; at -= 1) {
    const [near, far] = [at * 0.62, (at + 1) * 0.62];
    const height = frame.height * stream.range(0.75, 1.25);
    const nearness = 1 / (1 + at * 0.42);
    const base = mix(
      palette.near,
      stream.pick([palette.accents[0], palette.accents[1], palette.wall, palette.subject]),
      0.25,
    );
    const tone = mix(palette.sky[2], base, 0.22 + 0.7 * nearness);
    const low: Point = [edge, frame.height * 0.98];
    const high: Point = [edge, frame.height * 0.98 - height];
    const corners = [toward(eye, low, near), toward(eye, low, far), toward(eye, high, far), toward(eye, high, near)];
    const wall = polygon(corners);
    easel.area(wall, vertical(eye[1] - 300, frame.height, mix(tone, palette.light, 0.08), shift(tone, { l: -0.05 })));
    easel.shade(wall, {
      from: [edge, frame.height],
      to: [eye[0], eye[1] - 100],
      tone: shift(tone, { l: -0.14 }),
      alpha: 0.6,
    });
    paintPanes(scene, eye, { low, high, near, far, tone, nearness }, stream);
  }
}

interface Facade {
  readonly low: Point;
  readonly high: Point;
  readonly near: number;
  readonly far: number;
  readonly tone: Colour;
  readonly nearness: number;
}

function paintPanes(scene: Scene, eye: Point, facade: Facade, stream: Random): void {
  const { easel, palette } = scene;
  const night = palette.time === 'night' || palette.time === 'dusk';
  const lamp = stream.pick([colour(0.86, 0.12, 80), colour(0.88, 0.09, 90), colour(0.8, 0.1, 50)]);
  const dark = mix(shift(facade.tone, { l: -0.12 }), palette.sky[1], 0.2);
  const at = (along: number, up: number): Point => {
    const from: Point = [facade.low[0], lerp(facade.low[1], facade.high[1], up)];
    return toward(eye, from, lerp(facade.near, facade.far, along));
  };
  for (let row = 0; row < 6; row += 1) {
    for (let column = 0; column < 3; column += 1) {
      const [a, b] = [0.12 + column * 0.29, 0.12 + column * 0.29 + 0.19];
      const [low, high] = row === 0 ? [0.03, 0.14] : [0.09 + row * 0.135, 0.09 + row * 0.135 + 0.085];
      const isOn = night && stream.chance(row === 0 ? 0.85 : 0.4);
      easel.area(
        polygon([at(a, low), at(b, low), at(b, high), at(a, high)]),
        isOn ? mix(lamp, facade.tone, 0.1 + 0.3 * (1 - facade.nearness)) : dark,
        { alpha: isOn ? 1 : 0.8 },
      );
      if (isOn && row === 0) {
        const [x, y] = at((a + b) / 2, (low + high) / 2);
        easel.glow({ x, y, radius: 190 * facade.nearness, colour: lamp, strength: 0.34 });
      }
    }
  }
}

/** Light lying long on wet ground below every shop. */
function paintWetGlow(scene: Scene, eye: Point, stream: Random): void {
  const { easel, frame, palette } = scene;
  easel.soft(5, (soft) => {
    for (let streak = 0; streak < 34; streak += 1) {
      const side = stream.chance(0.5) ? -1 : 1;
      const depth = stream.range(0.2, 4);
      const [x, y] = toward(
        eye,
        [frame.width / 2 + side * frame.width * stream.range(0.12, 0.52), frame.height],
        depth,
      );
      const tone = stream.pick([
        colour(0.84, 0.13, 75),
        palette.accents[0],
        palette.light,
        colour(0.72, 0.16, 340),
        colour(0.78, 0.1, 210),
      ]);
      const long = 260 / (1 + depth * 0.8);
      soft.area(
        ribbon(
          [
            [x, y],
            [x + stream.range(-5, 5), y + long * 0.5],
            [x, y + long],
          ],
          (share) => (30 / (1 + depth)) * Math.sin(Math.PI * (0.1 + share * 0.85)),
        ),
        tone,
        { alpha: 0.3 },
      );
    }
  });
}

function paintLamp(scene: Scene, eye: Point, lamp: { depth: number; side: -1 | 1; isOn: boolean }): void {
  const { easel, frame, palette } = scene;
  const from: Point = [frame.width / 2 + lamp.side * frame.width * 0.4, frame.height];
  const depth = lamp.depth * 0.75;
  const [x, y] = toward(eye, from, depth);
  const size = 430 / (1 + depth * 1.35);
  const tone = mix(palette.ink, palette.sky[2], Math.min(0.6, depth * 0.16));
  easel.line(
    {
      points: [
        [x, y],
        [x, y - size * 0.86],
        [x - lamp.side * size * 0.05, y - size * 0.96],
        [x - lamp.side * size * 0.18, y - size * 0.97],
      ],
      isSmooth: true,
      isClosed: false,
    },
    tone,
    { widthUnits: Math.max(0.8, size * 0.014) },
  );
  const head: Point = [x - lamp.side * size * 0.2, y - size * 0.955];
  const bulb = colour(0.93, 0.09, 85);
  easel.area(ellipse(head[0], head[1], size * 0.035, size * 0.016), lamp.isOn ? bulb : tone);
  if (lamp.isOn) easel.glow({ x: head[0], y: head[1], radius: size * 0.62, colour: bulb, strength: 0.55 });
}

/** A vertical sign with the quoted text, hung on the near right-hand wall. */
async function paintSign(scene: Scene, eye: Point): Promise<void> {
  const { easel, frame, palette, reading } = scene;
  const text = reading.texts[0];
  if (!text) return;
  const box = {
    x: Math.min(frame.width - 250, eye[0] + frame.width * 0.19),
    y: frame.height * 0.16,
    width: 220,
    height: 120,
  };
  const neon = palette.accents[0].c > 0.1 ? palette.accents[0] : colour(0.72, 0.22, 350);
  const bright = mix(neon, colour(0.98, 0.02, 90), 0.55);
  easel.area(rectangle(box.x - 12, box.y - 12, box.width + 24, box.height + 24), mix(palette.ink, neon, 0.12));
  easel.line(rectangle(box.x - 7, box.y - 7, box.width + 14, box.height + 14), bright, { widthUnits: 2.4 });
  const set = await setText(text, {
    box,
    style: { family: 'grotesk', weight: 700, tracking: 0.02 },
    align: 'centre',
    maxSize: 90,
    maxLines: 3,
    valign: 'middle',
  });
  easel.raw(`<path d="${set.path}" fill="${easel.ink(bright)}"/>`);
  easel.glow({ x: box.x + box.width / 2, y: box.y + box.height / 2, radius: 300, colour: neon, strength: 0.6 });
}

function paintWalkers(scene: Scene, eye: Point, stream: Random): void {
  const { easel, frame, palette, composition, reading } = scene;
  if (composition.isMinimal || reading.says('empty|deserted')) return;
  for (let walker = 0; walker < 5; walker += 1) {
    const depth = lerp(3.2, 1.1, walker / 4);
    const [x, y] = toward(eye, [frame.width / 2 + stream.range(-0.3, 0.3) * frame.width, frame.height], depth);
    const size = 250 / (1 + depth * 1.35);
    const tone = mix(palette.ink, palette.sky[2], Math.min(0.5, depth * 0.12));
    const umbrella = reading.weather === 'rain' && stream.chance(0.7);
    easel.area(
      ribbon(
        [
          [x, y - size * 0.84],
          [x, y - size * 0.6],
          [x, y - size * 0.3],
          [x, y],
        ],
        (share) => size * (0.16 + 0.16 * Math.sin(Math.PI * Math.min(1, share * 1.15)) - share * 0.09),
      ),
      tone,
    );
    easel.area(ellipse(x, y - size * 0.92, size * 0.066, size * 0.082), tone);
    if (umbrella)
      easel.area(
        {
          points: [
            [x - size * 0.34, y - size * 0.96],
            [x - size * 0.2, y - size * 1.15],
            [x, y - size * 1.22],
            [x + size * 0.2, y - size * 1.15],
            [x + size * 0.34, y - size * 0.96],
            [x, y - size * 1.01],
          ],
          isSmooth: true,
          isClosed: true,
        },
        mix(walker % 2 ? palette.accents[0] : palette.accents[1], tone, 0.2),
      );
    easel.soft(2, (soft) => soft.area(ellipse(x, y + size * 0.14, size * 0.08, size * 0.16), tone, { alpha: 0.4 }));
  }
}
