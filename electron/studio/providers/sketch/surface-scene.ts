/** Owns patterns, materials and screens: tiles that repeat, stone and cloth close up, interfaces in plain blocks. */
import { archShape } from './arch-shape.ts';
import { paintBlossom } from './flower-painting.ts';
import { type Colour, clamp, colour, lerp, mix, rgb255, shift, smoothstep } from './oklch-colour.ts';
import { blob, ellipse, type Point, polygon, rectangle, roundedRectangle } from './outline.ts';
import { vertical } from './paint.ts';
import type { Scene } from './scene.ts';
import { leafShape } from './studio-set.ts';
import { setText } from './text-setting.ts';

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
      const bend = noise.fractal(x * 0.0018, y * 0.006, 3) * 2.6;
      value = Math.sin((y * 0.05 + bend) * 6.2) * 0.4 + noise.at(x * 0.012, y * 0.5) * 0.5;
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

/** A calm dashboard: side bar, title, cards with curves and bars, a highlighted one. */
export async function paintInterface(scene: Scene): Promise<void> {
  const { easel, frame, palette, reading, composition, random } = scene;
  const stream = random.fork('interface');
  const isDark = palette.isDark || reading.says('dark mode|dark');
  const ground = isDark ? colour(0.2, 0.012, palette.subject.h) : colour(0.965, 0.008, palette.subject.h);
  const card = isDark ? shift(ground, { l: 0.055 }) : colour(0.995, 0.002, 90);
  const ink = isDark ? colour(0.93, 0.01, 250) : colour(0.25, 0.02, 262);
  const lead = palette.subject.c > 0.06 ? palette.subject : palette.accents[0];
  easel.area(
    rectangle(-2, -2, frame.width + 4, frame.height + 4),
    vertical(0, frame.height, mix(lead, ground, 0.55), mix(palette.accents[1], ground, 0.6)),
    { isBackdrop: true },
  );
  const isPhone = frame.width < frame.height || reading.says('mobile|app|phone');
  const width = isPhone ? Math.min(frame.width * 0.66, frame.height * 0.46) : frame.width * 0.84;
  const height = isPhone ? Math.min(frame.height * 0.88, width * 2.05) : frame.height * 0.8;
  const [x, y] = [(frame.width - width) / 2, (frame.height - height) / 2];
  easel.soft(22, (soft) =>
    soft.area(roundedRectangle(x + 6, y + 26, width - 12, height, 30), shift(mix(lead, ground, 0.4), { l: -0.3 }), {
      alpha: 0.5,
    }),
  );
  easel.area(roundedRectangle(x, y, width, height, isPhone ? 40 : 22), ground);
  const bar = isPhone ? 0 : width * 0.2;
  if (!isPhone) {
    easel.area(roundedRectangle(x, y, bar, height, 22), mix(card, lead, 0.05));
    for (let item = 0; item < 6; item += 1) {
      easel.area(roundedRectangle(x + 20, y + 86 + item * 40, 15, 15, 5), item === 1 ? lead : mix(ink, card, 0.7));
      easel.area(
        roundedRectangle(x + 44, y + 89 + item * 40, stream.range(0.3, 0.52) * bar, 9, 4.5),
        item === 1 ? lead : mix(ink, card, 0.76),
      );
    }
    easel.area(ellipse(x + 32, y + 38, 13, 13), lead);
  }
  const inner = { x: x + bar + 26, y: y + (isPhone ? 52 : 30), width: width - bar - 52 };
  const title = reading.texts[0] ?? (isPhone ? null : 'Overview');
  if (title) {
    const set = await setText(title, {
      box: { x: inner.x, y: inner.y, width: inner.width, height: 46 },
      style: { family: 'grotesk', weight: 680, tracking: -0.01 },
      align: 'start',
      maxSize: 34,
      maxLines: 1,
    });
    easel.raw(`<path d="${set.path}" fill="${easel.ink(ink)}"/>`);
  }
  paintCards(scene, {
    ...inner,
    y: inner.y + 58,
    height: y + height - inner.y - 84,
    columns: isPhone ? 2 : 3,
    card,
    ink,
    lead,
  });
  if (composition.turn % 2 === 0) easel.area(ellipse(x + width - 46, inner.y + 14, 15, 15), palette.accents[1]);
}

interface CardPlan {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly card: Colour;
  readonly ink: Colour;
  readonly lead: Colour;
}

function paintCards(scene: Scene, plan: CardPlan): void {
  const { easel, random, palette } = scene;
  const stream = random.fork('cards');
  const gap = 14;
  const small = (plan.width - gap * (plan.columns - 1)) / plan.columns;
  const tall = Math.min(118, plan.height * 0.24);
  for (let at = 0; at < plan.columns; at += 1) {
    const x = plan.x + at * (small + gap);
    const isLead = at === 0;
    easel.area(roundedRectangle(x, plan.y, small, tall, 14), isLead ? plan.lead : plan.card);
    const tone = isLead ? colour(0.98, 0.01, 90) : plan.ink;
    easel.area(
      roundedRectangle(x + 16, plan.y + 18, small * 0.36, 8, 4),
      mix(tone, isLead ? plan.lead : plan.card, 0.45),
    );
    easel.area(roundedRectangle(x + 16, plan.y + 38, small * stream.range(0.4, 0.62), 20, 6), tone);
    for (let bar = 0; bar < 7; bar += 1) {
      const high = stream.range(6, tall * 0.26);
      easel.area(
        roundedRectangle(x + 16 + bar * ((small - 32) / 7), plan.y + tall - 14 - high, (small - 32) / 10, high, 3),
        mix(isLead ? colour(0.98, 0.01, 90) : palette.accents[1], isLead ? plan.lead : plan.card, 0.2),
      );
    }
  }
  const top = plan.y + tall + gap;
  const big = (plan.height - tall - gap) * 0.56;
  easel.area(roundedRectangle(plan.x, top, plan.width, big, 16), plan.card);
  for (let line = 1; line < 4; line += 1)
    easel.line(
      polygon([
        [plan.x + 18, top + (big * line) / 4],
        [plan.x + plan.width - 18, top + (big * line) / 4],
      ]),
      mix(plan.ink, plan.card, 0.9),
      { widthUnits: 1 },
    );
  for (const [tone, level] of [
    [palette.accents[1], 0.62],
    [plan.lead, 0.42],
  ] as const) {
    const points: Point[] = Array.from(
      { length: 10 },
      (_, at): Point => [plan.x + 18 + (at / 9) * (plan.width - 36), top + big * (level + stream.range(-0.15, 0.15))],
    );
    easel.area(
      blob([...points, [plan.x + plan.width - 18, top + big * 0.93], [plan.x + 18, top + big * 0.93]]),
      {
        from: [0, top],
        to: [0, top + big],
        stops: [
          { at: 0, colour: tone, alpha: 0.4 },
          { at: 1, colour: tone, alpha: 0.02 },
        ],
      },
      { hasContour: false },
    );
    easel.line({ points, isSmooth: true, isClosed: false }, tone, { widthUnits: 3.2 });
  }
  const listTop = top + big + gap;
  const row = (plan.y + plan.height - listTop) / 3;
  for (let item = 0; item < 3; item += 1) {
    const y = listTop + item * row;
    if (row < 16) return;
    easel.area(roundedRectangle(plan.x, y, plan.width, row - 8, 12), plan.card);
    easel.area(
      archShape(plan.x + 30, y + row / 2 + 7, 22, 22),
      [plan.lead, palette.accents[0], palette.accents[1]][item] ?? plan.lead,
    );
    easel.area(roundedRectangle(plan.x + 54, y + row / 2 - 10, plan.width * stream.range(0.2, 0.4), 8, 4), plan.ink);
    easel.area(roundedRectangle(plan.x + plan.width - 84, y + row / 2 - 9, 64, 12, 6), mix(plan.lead, plan.card, 0.72));
  }
}
