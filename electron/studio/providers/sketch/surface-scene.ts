/** Owns patterns and materials: motifs that repeat, stone, wood and cloth close up. */
import { paintBlossom } from './flower-painting.ts';
import { type Colour, clamp, colour, lerp, mix, rgb255, shift, smoothstep } from './oklch-colour.ts';
import { ellipse, type Point, polygon, rectangle } from './outline.ts';
import type { Scene } from './scene.ts';
import { leafShape } from './studio-set.ts';

export async function paintPattern(scene: Scene): Promise<void> {
  const { easel, frame, palette, composition, random, reading } = scene;
  const stream = random.fork('pattern');
  const ground = palette.isDark ? palette.wall : mix(palette.paper, palette.wall, 0.65);
  if (easel.hasBackdrop) easel.area(rectangle(-2, -2, frame.width + 4, frame.height + 4), ground, { isBackdrop: true });
  const columns = Math.round(lerp(4, 8, composition.density) / Math.min(1.4, composition.scale));
  const cell = frame.width / columns;
  const rows = Math.ceil(frame.height / cell) + 1;
  const asked = reading.says('floral|flower|botanical|leaf|leaves')
    ? 0
    : reading.says('geometric|tile|tiles|azulejo|mosaic')
      ? 1
      : reading.says('wave|waves|scallop|japanese|seigaiha')
        ? 2
        : reading.says('terrazzo|dots|polka')
          ? 3
          : composition.turn % 4;
  const tones = [palette.subject, palette.accents[0], palette.accents[1], palette.accents[2]];
  if (asked === 3) {
    scatterChips(scene, tones);
    return;
  }
  for (let row = -1; row < rows; row += 1) {
    await scene.breath.pause();
    for (let column = -1; column <= columns; column += 1) {
      const tone = tones[(((row + column * 2) % 4) + 4) % 4] ?? palette.subject;
      const [x, y] = [
        (column + 0.5 + (asked !== 1 && row % 2 ? 0.5 : 0)) * cell,
        (row + 0.5) * cell * (asked === 2 ? 0.5 : 1),
      ];
      if (asked === 0)
        paintSprig(scene, { x, y, size: cell, tone, isFlower: (row + column) % 2 === 0, turn: stream.range(0, 6) });
      else if (asked === 1) paintTile(scene, { x, y, cell, tones, ground });
      else
        for (const [share, at] of [
          [1, 0],
          [0.78, 1],
          [0.56, 2],
          [0.32, 3],
        ] as const)
          easel.area(
            ellipse(x, y + cell * 0.5, (cell / 2) * share, (cell / 2) * share),
            at % 2 ? ground : (tones[(at / 2 + row + 8) % 4] ?? tone),
          );
    }
    if (asked === 2 && row * cell * 0.5 > frame.height) break;
  }
}

function paintSprig(
  scene: Scene,
  {
    x,
    y,
    size,
    tone,
    isFlower,
    turn,
  }: { x: number; y: number; size: number; tone: Colour; isFlower: boolean; turn: number },
): void {
  const { easel, palette } = scene;
  const leaf = mix(palette.leaf, palette.accents[2], 0.25);
  for (let at = 0; at < 3; at += 1)
    easel.area(leafShape([x, y], size * 0.46, turn + at * 2.1, 0.2), shift(leaf, { l: at * 0.03 }));
  if (isFlower) paintBlossom(scene, { kind: 'anemone', at: [x, y], radius: size * 0.3, tone, tilt: 0, turn });
  else
    for (const [dx, dy] of [
      [-0.16, -0.22],
      [0.2, -0.1],
      [0.02, 0.24],
    ] as const)
      easel.area(ellipse(x + dx * size, y + dy * size, size * 0.05, size * 0.05), tone);
}

function paintTile(
  { easel, composition }: Scene,
  { x, y, cell, tones, ground }: { x: number; y: number; cell: number; tones: readonly Colour[]; ground: Colour },
): void {
  const [a = ground, b = a, c = b] = tones;
  const h = cell / 2;
  easel.area(rectangle(x - h, y - h, cell, cell), mix(ground, a, 0.12));
  for (let corner = 0; corner < 4; corner += 1) {
    const angle = (corner * Math.PI) / 2 + Math.PI / 4;
    const centre: Point = [x + Math.cos(angle) * cell * Math.SQRT1_2, y + Math.sin(angle) * cell * Math.SQRT1_2];
    easel.area(ellipse(centre[0], centre[1], cell * 0.36, cell * 0.36), a);
    easel.area(ellipse(centre[0], centre[1], cell * 0.27, cell * 0.27), ground);
    easel.area(ellipse(centre[0], centre[1], cell * 0.13, cell * 0.13), b);
  }
  for (let petal = 0; petal < 8; petal += 1) {
    const angle = (petal / 8) * Math.PI * 2 + (composition.turn % 2 ? Math.PI / 8 : 0);
    easel.area(
      ellipse(x + Math.cos(angle) * cell * 0.17, y + Math.sin(angle) * cell * 0.17, cell * 0.14, cell * 0.055, angle),
      petal % 2 ? b : c,
    );
  }
  easel.area(ellipse(x, y, cell * 0.06, cell * 0.06), ground);
}

function scatterChips({ easel, frame, random, composition }: Scene, tones: readonly Colour[]): void {
  const stream = random.fork('chips');
  const placed: Point[] = [];
  for (let chip = 0; chip < 900; chip += 1) {
    const size = stream.range(5, 27) * composition.scale * (chip < 120 ? 1.5 : 0.8);
    const at: Point = [stream.range(-10, frame.width + 10), stream.range(-10, frame.height + 10)];
    if (placed.some(([x, y]) => Math.hypot(x - at[0], y - at[1]) < size * 1.5 + 8)) continue;
    placed.push(at);
    const corners = stream.int(4, 7);
    const shape = polygon(
      Array.from(
        { length: corners },
        (_, corner): Point => [
          at[0] + Math.cos((corner / corners) * Math.PI * 2) * size * stream.range(0.6, 1.15),
          at[1] + Math.sin((corner / corners) * Math.PI * 2) * size * stream.range(0.5, 1),
        ],
      ),
    );
    const tone = stream.pick(tones);
    easel.area(shape, shift(tone, { l: stream.range(-0.05, 0.06) }));
  }
}

export async function paintTexture(scene: Scene): Promise<void> {
  const { easel, frame, palette, noise, reading, random, composition } = scene;
  const drift = random.fork('texture').range(0, 400);
  if (reading.says('terrazzo')) return paintPattern({ ...scene, reading });
  const isWood = reading.says('wood|wood grain|oak|walnut');
  const isCloth = reading.says('linen|fabric|cloth|canvas|denim|textile|leather');
  const isStone = reading.says('concrete|plaster|paper|sandstone|rust|wall|stone|granite') && !reading.says('marble');
  const base =
    reading.colours.length > 0
      ? palette.subject
      : isWood
        ? colour(0.6, 0.09, 62)
        : isStone
          ? mix(palette.wall, colour(0.72, 0.015, 80), 0.5)
          : palette.wall;
  const [light, middle, dark] = [
    rgb255(shift(base, { l: 0.07 })),
    rgb255(base),
    rgb255(shift(base, { l: isWood ? -0.16 : -0.1, c: 1.15 })),
  ];
  const vein = rgb255(
    palette.isDark
      ? mix(palette.accents[0], colour(0.9, 0.06, 85), 0.5)
      : mix(shift(base, { l: -0.3 }), palette.accents[0], 0.25),
  );
  easel.area(rectangle(-2, -2, frame.width + 4, frame.height + 4), base, { isBackdrop: true });
  const scale = 1 / composition.scale;
  easel.field({ pixelsPerUnit: 0.8 }, (px, py, rgba) => {
    const [x, y] = [px * scale + drift, py * scale];
    let value = 0;
    let line = 0;
    if (isWood) {
      const bend = noise.fractal(x * 0.0009, y * 0.0085, 3) * 2.6;
      value = Math.sin(bend * 11) * 0.42 + noise.at(x * 0.009, y * 0.42) * 0.55;
    } else if (isCloth) {
      value =
        Math.sin(px * 1.05 + noise.at(x * 0.02, y * 0.3) * 1.4) * 0.34 +
        Math.sin(py * 1.05 + noise.at(x * 0.3, y * 0.02) * 1.4) * 0.34 +
        noise.fractal(x * 0.006, y * 0.006, 3) * 0.7;
    } else if (isStone) {
      value = noise.fractal(x * 0.004, y * 0.004, 5) * 1.3 + noise.at(x * 0.35, y * 0.35) * 0.3;
    } else {
      const warpX = noise.fractal(x * 0.0026, y * 0.0026, 4) * 2.2;
      const warpY = noise.fractal(x * 0.0026 + 9, y * 0.0026 + 4, 4) * 2.2;
      value = noise.fractal(x * 0.002 + warpX * 0.5, y * 0.002 + warpY * 0.5, 4) * 1.3;
      const crack = 1 - Math.abs(noise.fractal(x * 0.0016 + warpX * 0.42, y * 0.0028 + warpY * 0.42, 4));
      line = smoothstep(0.955, 0.998, crack) * clamp(0.4 + value, 0.15, 1);
    }
    const tone = value > 0 ? light : dark;
    const share = clamp(Math.abs(value), 0, 1);
    for (let channel = 0; channel < 3; channel += 1)
      rgba[channel] = lerp(lerp(middle[channel] ?? 0, tone[channel] ?? 0, share), vein[channel] ?? 0, line);
    rgba[3] = 255;
  });
}
