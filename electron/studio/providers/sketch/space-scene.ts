/** Owns space and plain skies: planets with a terminator, rings, nebulae, star fields; balloons over clouds. */
import { type Colour, clamp, colour, lerp, mix, rgb255, shift, smoothstep } from './oklch-colour.ts';
import { blob, ellipse, type Point, polygon, rectangle, round } from './outline.ts';
import { vertical } from './paint.ts';
import type { Scene } from './scene.ts';
import { paintMist, paintPrecipitation, paintSky, sunPlace } from './sky-painting.ts';

export async function paintSpace(scene: Scene): Promise<void> {
  const { composition, frame, palette, random, reading, easel } = scene;
  const stream = random.fork('space');
  const hue = reading.colours.length > 0 ? palette.subject.h : stream.range(200, 340);
  if (easel.hasBackdrop) {
    const night = colour(0.11, 0.04, hue + 20);
    easel.area(
      rectangle(-2, -2, frame.width + 4, frame.height + 4),
      vertical(0, frame.height, night, colour(0.16, 0.06, hue), colour(0.1, 0.035, hue - 40)),
      { isBackdrop: true },
    );
    paintNebula(
      scene,
      [colour(0.5, 0.17, hue + 40), colour(0.6, 0.13, hue - 50), colour(0.84, 0.09, 70)],
      reading.says('nebula|galaxy') ? 1 : 0.7,
    );
    paintStarField(scene);
  }
  await scene.breath.pause();
  if (reading.says('nebula|galaxy') && !reading.says('planet|planets')) return;
  const radius = 205 * composition.scale;
  const place: Point = [composition.focusX, frame.height * 0.52];
  const tone =
    reading.colours.length > 0
      ? palette.subject
      : stream.pick([palette.subject, palette.accents[0], palette.accents[1]]);
  paintPlanet(scene, {
    place,
    radius,
    tone: shift(tone, { l: clamp(0.66 - tone.l, -0.2, 0.3) }),
    hasRing: reading.says('saturn|ring|rings') || composition.turn % 2 === 0,
  });
  if (!composition.isMinimal)
    paintPlanet(scene, {
      place: [frame.width - composition.focusX * 0.75, frame.height * 0.2],
      radius: radius * 0.17,
      tone: palette.accents[1],
      hasRing: false,
    });
}

function paintNebula(scene: Scene, tones: readonly [Colour, Colour, Colour], strength: number): void {
  const { easel, noise, frame, random } = scene;
  const drift = random.fork('nebula').range(0, 400);
  const [outer, inner, core] = [rgb255(tones[0]), rgb255(tones[1]), rgb255(tones[2])];
  easel.field({ pixelsPerUnit: 0.36 }, (x, y, rgba) => {
    const u = x * 0.0021 + drift;
    const v = y * 0.0021;
    const warpX = noise.fractal(u * 1.6, v * 1.6 + 4, 3);
    const warpY = noise.fractal(u * 1.6 + 8, v * 1.6, 3);
    const body = noise.fractal(u + warpX * 1.1, v + warpY * 1.1, 4);
    const lane = noise.ridged(u * 1.7 + warpY, v * 1.7 - warpX, 3);
    const band = Math.exp(-(((x - frame.width / 2) * 0.5 + (y - frame.height / 2)) ** 2) / (2 * 230 ** 2));
    const density = smoothstep(-0.15, 0.75, body + band * 0.5) * (0.45 + 0.55 * lane);
    const heat = smoothstep(0.4, 0.95, density + band * 0.15);
    for (let channel = 0; channel < 3; channel += 1)
      rgba[channel] = lerp(
        lerp(outer[channel] ?? 0, inner[channel] ?? 0, clamp(density * 1.3, 0, 1)),
        core[channel] ?? 0,
        heat * 0.8,
      );
    rgba[3] = 235 * density * strength;
  });
}

function paintStarField(scene: Scene): void {
  const { easel, frame, random } = scene;
  const stream = random.fork('field');
  for (const [count, low, high, alpha] of [
    [700, 0.3, 0.7, 0.6],
    [130, 0.7, 1.3, 0.85],
    [16, 1.4, 2.2, 1],
  ] as const) {
    let data = '';
    for (let star = 0; star < count; star += 1) {
      const size = stream.range(low, high);
      data += `M${round(stream.range(0, frame.width))} ${round(stream.range(0, frame.height))}m${round(-size)} 0a${round(size)} ${round(size)} 0 1 0 ${round(size * 2)} 0a${round(size)} ${round(size)} 0 1 0 ${round(-size * 2)} 0z`;
    }
    easel.raw(`<path d="${data}" fill="${easel.ink(colour(0.96, 0.02, 240))}" fill-opacity="${alpha}"/>`);
  }
  for (let star = 0; star < 7; star += 1)
    easel.glow({
      x: stream.range(0, frame.width),
      y: stream.range(0, frame.height),
      radius: 38,
      colour: colour(0.9, 0.06, stream.range(200, 300)),
      strength: 0.7,
    });
}

interface Planet {
  readonly place: Point;
  readonly radius: number;
  readonly tone: Colour;
  readonly hasRing: boolean;
}

function paintPlanet(scene: Scene, planet: Planet): void {
  const { easel, noise, random, composition } = scene;
  const { place, radius, tone } = planet;
  const [x, y] = place;
  const side = composition.turn % 2 ? 1 : -1;
  const disc = ellipse(x, y, radius, radius);
  if (planet.hasRing) paintRing(scene, planet, 'back');
  easel.glow({ x: x + side * radius * 0.5, y: y - radius * 0.4, radius: radius * 1.9, colour: tone, strength: 0.36 });
  easel.area(disc, tone);
  const [lit, body, dark] = [
    rgb255(shift(tone, { l: 0.16, c: 0.8, h: 14 })),
    rgb255(tone),
    rgb255(shift(tone, { l: -0.14, h: -16 })),
  ];
  const night = rgb255(colour(0.09, 0.03, tone.h));
  const drift = random.fork(`planet${Math.round(x)}`).range(0, 300);
  const isBanded = composition.turn % 3 !== 1;
  easel.field(
    {
      box: { x: x - radius, y: y - radius, width: radius * 2, height: radius * 2 },
      pixelsPerUnit: Math.min(1, 260 / radius),
      clip: disc,
    },
    (px, py, rgba) => {
      const u = (px - x) / radius;
      const v = (py - y) / radius;
      const z = Math.sqrt(Math.max(0, 1 - u * u - v * v));
      const tilt = v * 0.94 + u * 0.3;
      const swirl = noise.fractal(u * 2.1 + drift, tilt * 3, 4);
      const surface = isBanded
        ? Math.sin(tilt * 13 + swirl * 2.6 + drift) * 0.6 + swirl * 0.5
        : noise.fractal((u * 2.4) / (z + 0.45) + drift, (v * 2.4) / (z + 0.45), 5) * 1.5;
      const sun = clamp(u * side * 0.62 - v * 0.42 + z * 0.66, -1, 1);
      const light = smoothstep(-0.12, 0.85, sun);
      for (let channel = 0; channel < 3; channel += 1) {
        const ground =
          surface > 0
            ? lerp(body[channel] ?? 0, lit[channel] ?? 0, clamp(surface, 0, 1))
            : lerp(body[channel] ?? 0, dark[channel] ?? 0, clamp(-surface, 0, 1));
        rgba[channel] = lerp(night[channel] ?? 0, ground, light) + 40 * (1 - z) * Math.max(0, sun);
      }
      rgba[3] = 255;
    },
  );
  if (planet.hasRing) paintRing(scene, planet, 'front');
}

/** Thin rings as ellipses of growing size; the far half is drawn before the planet, the near half after it. */
function paintRing(scene: Scene, { place: [x, y], radius, tone }: Planet, half: 'back' | 'front'): void {
  const { easel, random } = scene;
  const stream = random.fork('ring');
  const turn = -0.3;
  for (let ring = 0; ring < 15; ring += 1) {
    const reach = radius * (1.35 + ring * 0.047);
    const alpha = stream.range(0.12, 0.6);
    const points: Point[] = [];
    for (let step = 0; step <= 48; step += 1) {
      const angle = (half === 'back' ? Math.PI : 0) + (step / 48) * Math.PI;
      const [dx, dy] = [Math.cos(angle) * reach, Math.sin(angle) * reach * 0.24];
      points.push([x + dx * Math.cos(turn) - dy * Math.sin(turn), y + dx * Math.sin(turn) + dy * Math.cos(turn)]);
    }
    easel.line(
      { points, isSmooth: true, isClosed: false },
      shift(tone, { l: 0.12, c: 0.6, h: stream.range(-14, 14) }),
      { widthUnits: radius * stream.range(0.012, 0.042), alpha },
    );
  }
}

export async function paintOpenSky(scene: Scene): Promise<void> {
  const { composition, frame, palette, reading } = scene;
  if (!scene.easel.hasBackdrop && reading.says('balloon|balloons')) {
    paintBalloon(scene, [frame.width / 2, frame.height * 0.45], 240, 1);
    return;
  }
  const sun = sunPlace(scene, frame.height * 0.9);
  paintSky(
    { ...scene, reading: reading.weather ? reading : { ...reading, weather: 'cloudy' }, palette },
    { horizonY: frame.height * 1.05, sun, sunRadius: 34 * composition.scale },
  );
  paintMist(scene, frame.height * 0.97, 220, { tone: mix(palette.sky[2], palette.light, 0.4), alpha: 0.9 });
  if (
    reading.says('balloon|balloons') ||
    (!reading.says('rainbow|aurora') && composition.turn % 2 === 0 && !composition.isMinimal)
  ) {
    const fleet: readonly (readonly [number, number, number])[] = [
      [0, 0.44, 1],
      [-0.3, 0.3, 0.46],
      [0.26, 0.26, 0.34],
      [0.36, 0.62, 0.24],
    ];
    for (const [dx, y, size] of fleet)
      paintBalloon(
        scene,
        [composition.focusX + dx * frame.width, frame.height * y],
        150 * size * composition.scale,
        size,
      );
  }
  if (reading.says('rainbow')) paintRainbow(scene);
  paintPrecipitation(scene);
}

function paintBalloon(scene: Scene, [x, y]: Point, radius: number, nearness: number): void {
  const { easel, palette } = scene;
  const haze = (tone: Colour) => mix(palette.sky[1], tone, 0.35 + 0.65 * nearness);
  const tones = [palette.accents[0], palette.accents[3], palette.accents[1], palette.accents[3]].map(haze);
  const envelope = (wide: number): Point[] => [
    [x, y - radius],
    [x + radius * 0.72 * wide, y - radius * 0.68],
    [x + radius * wide, y],
    [x + radius * 0.72 * wide, y + radius * 0.66],
    [x + radius * 0.22 * wide, y + radius * 1.22],
    [x, y + radius * 1.25],
  ];
  const gores = [1, 0.74, 0.4, 0.08, -0.26, -0.6, -0.88];
  const whole = blob([...envelope(1), ...envelope(-1).reverse()]);
  easel.area(whole, tones[0] ?? palette.accents[0]);
  gores.forEach((wide, at) => {
    easel.area(blob([...envelope(wide), ...envelope(-1).reverse()]), tones[at % tones.length] ?? palette.accents[0]);
  });
  easel.shade(whole, {
    from: [x + radius, y + radius],
    to: [x - radius * 0.6, y - radius * 0.5],
    tone: mix(palette.ink, palette.accents[0], 0.4),
    alpha: 0.6,
  });
  const wood = haze(colour(0.42, 0.07, 55));
  for (const side of [-1, 1])
    easel.line(
      polygon([
        [x + side * radius * 0.2, y + radius * 1.22],
        [x + side * radius * 0.13, y + radius * 1.52],
      ]),
      wood,
      { widthUnits: Math.max(0.5, radius * 0.014) },
    );
  easel.area(
    rectangle(x - radius * 0.15, y + radius * 1.5, radius * 0.3, radius * 0.22),
    vertical(y + radius * 1.5, y + radius * 1.72, wood, shift(wood, { l: -0.1 })),
  );
}

function paintRainbow(scene: Scene): void {
  const { easel, frame } = scene;
  for (let band = 0; band < 7; band += 1) {
    const reach = frame.width * 0.56 - band * 11;
    easel.soft(4, (soft) =>
      soft.line(
        {
          points: ellipse(frame.width * 0.5, frame.height * 0.96, reach, reach).points,
          isSmooth: true,
          isClosed: true,
        },
        colour(0.78, 0.15, 25 + band * 45),
        { widthUnits: 12, alpha: 0.3 },
      ),
    );
  }
}
