/** Owns cities: blocks in haze one behind the other, lit windows at night, wet streets, neon, a skyline over water. */
import { type Colour, colour, lerp, mix, shift } from './oklch-colour.ts';
import { type Point, polygon, rectangle, round } from './outline.ts';
import { vertical } from './paint.ts';
import type { Scene } from './scene.ts';
import type { Random } from './seeded-random.ts';
import { paintMist, paintPrecipitation, paintSky, sunPlace } from './sky-painting.ts';
import { paintStreet } from './street-painting.ts';
import { paintWater } from './water-painting.ts';

export async function paintCity(scene: Scene): Promise<void> {
  const { composition, frame, palette, reading } = scene;
  const isStreet =
    reading.says('street|alley|road|avenue|crossing|market') ||
    (composition.turn % 3 === 1 && !reading.says('skyline|cityscape|aerial|rooftops'));
  const hasWater =
    !isStreet &&
    (reading.says('river|harbour|harbor|bay|water|hong kong|new york|manhattan|reflection') ||
      composition.turn % 3 === 2);
  const groundY = hasWater ? frame.height * 0.68 : isStreet ? frame.height * 0.72 : frame.height * 1.02;
  const sun = sunPlace(scene, groundY * 0.86);
  paintSky(scene, { horizonY: groundY, sun, sunRadius: 36 * composition.scale });
  const layers = composition.isMinimal ? 2 : 4;
  for (let at = 0; at < layers; at += 1) {
    await scene.breath.pause();
    paintBlocks(scene, { groundY, nearness: (at + 0.6) / layers, seed: at, gapAt: isStreet ? frame.width / 2 : null });
    paintMist(scene, groundY - 10, 120, {
      tone: palette.sky[2],
      alpha: (reading.weather === 'fog' ? 0.75 : 0.3) * (1 - at / layers),
    });
  }
  if (hasWater)
    paintWater(scene, {
      shoreY: groundY,
      sun,
      reflections: [{ outline: skylineMass(scene, groundY), tone: mix(palette.near, palette.sky[1], 0.25) }],
    });
  if (hasWater && isLit(scene)) paintLightTrails(scene, groundY);
  if (isStreet) await paintStreet(scene, groundY);
  paintPrecipitation(scene);
}

const isLit = ({ palette, reading }: Scene): boolean =>
  palette.time === 'night' || palette.time === 'dusk' || reading.says('neon|lights');

interface BlockRow {
  readonly groundY: number;
  /** 0 far, 1 near. */
  readonly nearness: number;
  readonly seed: number;
  /** Buildings stay away from here, where the street runs. */
  readonly gapAt: number | null;
}

function paintBlocks(scene: Scene, row: BlockRow): void {
  const { frame, palette, random, composition, noise, reading } = scene;
  const stream = random.fork(`row${row.seed}`);
  const haze = mix(palette.sky[2], palette.sky[1], 0.25);
  const warm = mix(palette.near, palette.accents[1], palette.isDark ? 0.05 : 0.12);
  const tall = reading.says('skyscraper|skyscrapers|manhattan|new york|hong kong|tokyo|downtown|metropolis') ? 1.35 : 1;
  for (let x = -30; x < frame.width + 20; ) {
    const width = stream.range(34, 92) * lerp(0.62, 1.15, row.nearness);
    const away = Math.abs(x + width / 2 - composition.focusX) / frame.width;
    const mass = lerp(1.18, 0.55, Math.min(1, away * 2)) * (0.7 + 0.5 * noise.at(x * 0.01 + row.seed * 7, row.seed));
    const height =
      Math.max(40, frame.height * lerp(0.56, 0.4, row.nearness) * mass * tall * stream.range(0.62, 1.1)) *
      Math.sqrt(composition.scale);
    const isGap = row.gapAt !== null && Math.abs(x + width / 2 - row.gapAt) < lerp(30, 250, row.nearness);
    if (!isGap) {
      const tone = mix(
        haze,
        shift(warm, { l: stream.range(-0.03, 0.035), h: stream.range(-16, 16) }),
        0.14 + 0.82 * row.nearness,
      );
      paintBuilding(scene, { x, width, height, groundY: row.groundY + 4, tone, nearness: row.nearness }, stream);
    }
    x += width + stream.range(-3, 12);
  }
}

interface Building {
  readonly x: number;
  readonly width: number;
  readonly height: number;
  readonly groundY: number;
  readonly tone: Colour;
  readonly nearness: number;
}

function paintBuilding(scene: Scene, building: Building, stream: Random): void {
  const { easel, palette } = scene;
  const { x, width, height, groundY, tone } = building;
  const top = groundY - height;
  const lit = mix(tone, palette.light, palette.time === 'night' ? 0.05 : 0.22);
  const body = polygon(profileOf(building, stream));
  easel.area(body, vertical(top, groundY, mix(tone, lit, 0.4), tone, mix(tone, palette.sky[2], 0.22)));
  const face = rectangle(x + width * 0.62, top + 1, width * 0.38, height);
  easel.area(face, shift(tone, { l: -0.045 }), { alpha: 0.55, hasContour: false });
  easel.shade(body, {
    from: [x + width, groundY],
    to: [x, top + height * 0.3],
    tone: shift(tone, { l: -0.1 }),
    alpha: 0.5,
  });
  paintWindows(scene, building, stream);
}

/** Flat roofs, setbacks, spires and slanted crowns. */
function profileOf({ x, width, height, groundY }: Building, stream: Random): Point[] {
  const top = groundY - height;
  const kind = stream.int(0, 5);
  const base: Point[] = [[x, groundY]];
  const end: Point[] = [[x + width, groundY]];
  if (kind === 0)
    return [
      ...base,
      [x, top + 26],
      [x + width * 0.2, top + 26],
      [x + width * 0.2, top],
      [x + width * 0.8, top],
      [x + width * 0.8, top + 26],
      [x + width, top + 26],
      ...end,
    ];
  if (kind === 1)
    return [
      ...base,
      [x, top + 34],
      [x + width * 0.44, top + 4],
      [x + width * 0.48, top - 46],
      [x + width * 0.52, top - 46],
      [x + width * 0.56, top + 4],
      [x + width, top + 34],
      ...end,
    ];
  if (kind === 2) return [...base, [x, top + width * 0.4], [x + width, top], ...end];
  if (kind === 3)
    return [
      ...base,
      [x, top],
      [x + width * 0.3, top],
      [x + width * 0.3, top - 12],
      [x + width * 0.62, top - 12],
      [x + width * 0.62, top],
      [x + width, top],
      ...end,
    ];
  return [...base, [x, top], [x + width, top], ...end];
}

function paintWindows(scene: Scene, { x, width, height, groundY, tone, nearness }: Building, stream: Random): void {
  const { easel, palette } = scene;
  if (nearness < 0.3 && !isLit(scene)) return;
  const night = isLit(scene);
  const pitchX = lerp(6.4, 10.5, nearness);
  const pitchY = lerp(8, 13, nearness);
  const style = stream.int(0, 2);
  const warm: Point[] = [];
  let [lit, cool, dark] = ['', '', ''];
  for (let wy = groundY - height + pitchY * 3.4; wy < groundY - pitchY; wy += pitchY) {
    const isFloorLit = stream.chance(0.55);
    for (let wx = x + pitchX * 0.6; wx < x + width - pitchX * 0.8; wx += pitchX) {
      const mark = `M${round(wx)} ${round(wy)}h${round(pitchX * (style === 1 ? 0.92 : 0.52))}v${round(pitchY * (style === 2 ? 0.7 : 0.46))}h${round(-pitchX * (style === 1 ? 0.92 : 0.52))}z`;
      const chance = stream.next();
      if (night && chance < (isFloorLit ? 0.42 : 0.12)) {
        if (stream.chance(0.8)) lit += mark;
        else cool += mark;
        if (chance < 0.02) warm.push([wx, wy]);
      } else if (nearness > 0.3) dark += mark;
    }
  }
  const pane = night ? shift(tone, { l: -0.03 }) : mix(shift(tone, { l: -0.08 }), palette.sky[0], 0.25);
  easel.raw(`<path d="${dark}" fill="${easel.tint(pane)}"${easel.dabStroke} fill-opacity=".65"/>`);
  if (!night) return;
  const lamp = colour(0.87, 0.12, 80);
  easel.raw(
    `<path d="${lit}" fill="${easel.tint(mix(lamp, tone, 0.5 - 0.45 * nearness))}"/><path d="${cool}" fill="${easel.tint(mix(colour(0.86, 0.07, 220), tone, 0.4 - 0.3 * nearness))}"/>`,
  );
  for (const [wx, wy] of warm) easel.glow({ x: wx, y: wy, radius: 46, colour: lamp, strength: 0.3 * nearness });
}

/** One lump with the height of the near rows, for the mirror in the water. */
function skylineMass(scene: Scene, groundY: number) {
  const { frame, composition, noise } = scene;
  const points: Point[] = [[-6, groundY]];
  for (let x = 0; x <= frame.width; x += 30) {
    const away = Math.abs(x - composition.focusX) / frame.width;
    const height = frame.height * 0.42 * lerp(1.1, 0.5, Math.min(1, away * 2)) * (0.75 + 0.4 * noise.at(x * 0.013, 8));
    points.push([x, groundY - height], [x + 30, groundY - height]);
  }
  points.push([frame.width + 6, groundY]);
  return polygon(points);
}

/** Lamps drawn long in the water. */
function paintLightTrails(scene: Scene, shoreY: number): void {
  const { easel, frame, random, palette } = scene;
  const stream = random.fork('trails');
  easel.soft(2.2, (soft) => {
    for (let lamp = 0; lamp < 46; lamp += 1) {
      const x = stream.range(0, frame.width);
      const long = stream.range(40, 210);
      const tone = stream.pick([
        colour(0.86, 0.12, 80),
        colour(0.8, 0.13, 50),
        palette.accents[0],
        colour(0.84, 0.08, 220),
      ]);
      soft.area(rectangle(x, shoreY + 2, stream.range(1.4, 4), long), {
        from: [0, shoreY],
        to: [0, shoreY + long],
        stops: [
          { at: 0, colour: tone, alpha: 0.75 },
          { at: 1, colour: tone, alpha: 0 },
        ],
      });
    }
  });
}
