/** Owns modernist geometry: a grid of quarter circles, or free-standing forms in balance; rays and fans for deco. */
import { archShape } from './arch-shape.ts';
import { type Colour, colour, mix, shift } from './oklch-colour.ts';
import { ellipse, type Outline, type Point, polygon, rectangle } from './outline.ts';
import type { Scene } from './scene.ts';
import type { Random } from './seeded-random.ts';

export async function paintGeometry(scene: Scene): Promise<void> {
  const { easel, frame, palette, composition, reading } = scene;
  const isDeco = easel.hand.name === 'deco' || reading.says('art deco');
  const ground = isDeco ? palette.paper : palette.isDark ? palette.wall : mix(palette.paper, palette.wall, 0.5);
  if (easel.hasBackdrop) easel.area(rectangle(-2, -2, frame.width + 4, frame.height + 4), ground, { isBackdrop: true });
  if (isDeco) return paintFan(scene, ground);
  if (
    reading.says('suprematist|kandinsky|constructivist|balance') ||
    composition.isMinimal ||
    composition.turn % 2 === 1
  )
    return paintBalance(scene, ground);
  return paintGrid(scene, ground);
}

const tonesOf = ({ palette }: Scene): readonly Colour[] => [
  palette.accents[0],
  palette.subject,
  palette.accents[1],
  palette.accents[2],
  palette.accents[3],
];

/** Square modules, each with one cut of a circle, so that arcs run on from module to module. */
async function paintGrid(scene: Scene, ground: Colour): Promise<void> {
  const { easel, frame, random, composition } = scene;
  const stream = random.fork('grid');
  const columns = Math.max(3, Math.round((frame.width / 1000) * (composition.scale > 1 ? 3 : 5)));
  const margin = frame.width * 0.06;
  const cell = (frame.width - margin * 2) / columns;
  const rows = Math.max(2, Math.floor((frame.height - margin * 1.4) / cell));
  const top = (frame.height - rows * cell) / 2;
  const tones = [...tonesOf(scene), ground];
  for (let row = 0; row < rows; row += 1) {
    await scene.breath.pause();
    for (let column = 0; column < columns; column += 1) {
      const [x, y] = [margin + column * cell, top + row * cell];
      const back = stream.pick(tones);
      const front = stream.pick(
        tones.filter((tone) => Math.abs(tone.l - back.l) > 0.12 || Math.abs(tone.h - back.h) > 50),
      );
      easel.area(rectangle(x, y, cell + 0.4, cell + 0.4), back);
      for (const part of moduleShapes(x, y, cell, stream)) {
        easel.area(part, front);
        easel.shade(part, { from: [x + cell, y + cell], to: [x, y], tone: shift(front, { l: -0.16 }), alpha: 0.42 });
      }
    }
  }
}

function moduleShapes(x: number, y: number, cell: number, stream: Random): Outline[] {
  const kind = stream.int(0, 7);
  const corner = stream.int(0, 3);
  if (kind <= 2) return [quarter(x, y, cell, corner)];
  if (kind === 3) return [quarter(x, y, cell, corner), quarter(x, y, cell, (corner + 2) % 4)].map((shape) => shape);
  if (kind === 4) return [ellipse(x + cell / 2, y + cell / 2, cell * 0.36, cell * 0.36)];
  if (kind === 5) return [half(x, y, cell, corner)];
  if (kind === 6) return [polygon([[x, y + cell], [x + cell, y + cell], corner % 2 ? [x + cell, y] : [x, y]])];
  return Array.from({ length: 4 }, (_, at) => rectangle(x + (at * cell) / 4, y, cell / 8, cell));
}

function quarter(x: number, y: number, cell: number, corner: number): Outline {
  const cx = x + (corner === 1 || corner === 2 ? cell : 0);
  const cy = y + (corner >= 2 ? cell : 0);
  const start = (corner * Math.PI) / 2;
  const arc: Point[] = Array.from(
    { length: 25 },
    (_, at): Point => [
      cx + Math.cos(start + (at / 24) * (Math.PI / 2)) * cell,
      cy + Math.sin(start + (at / 24) * (Math.PI / 2)) * cell,
    ],
  );
  return polygon([[cx, cy], ...arc]);
}

function half(x: number, y: number, cell: number, corner: number): Outline {
  const start = (corner * Math.PI) / 2;
  const [cx, cy] = [
    x + cell / 2 - (Math.cos(start + Math.PI / 2) * cell) / 2,
    y + cell / 2 - (Math.sin(start + Math.PI / 2) * cell) / 2,
  ];
  return polygon(
    Array.from(
      { length: 33 },
      (_, at): Point => [
        cx + (Math.cos(start + (at / 32) * Math.PI) * cell) / 2,
        cy + (Math.sin(start + (at / 32) * Math.PI) * cell) / 2,
      ],
    ),
  );
}

/** A large disc, a bar across it, an arch, thin lines and small counterweights. */
async function paintBalance(scene: Scene, ground: Colour): Promise<void> {
  const { easel, frame, random, composition, palette } = scene;
  const stream = random.fork('balance');
  const tones = tonesOf(scene);
  const tone = (at: number): Colour => tones[(at + composition.turn) % tones.length] ?? palette.subject;
  const unit = Math.min(frame.width, frame.height) * composition.scale;
  const [x, y] = [composition.focusX, frame.height * 0.46];
  const form = (shape: Outline, fill: Colour, from: Point, to: Point) => {
    easel.area(shape, fill);
    easel.shade(shape, { from, to, tone: shift(fill, { l: fill.l > 0.35 ? -0.2 : 0.16, h: -8 }), alpha: 0.6 });
  };
  const disc = ellipse(x, y, unit * 0.28, unit * 0.28);
  form(disc, tone(0), [x + unit * 0.28, y + unit * 0.28], [x - unit * 0.1, y - unit * 0.2]);
  const side = x > frame.width / 2 ? -1 : 1;
  const arch = archShape(x + side * unit * 0.3, y + unit * 0.46, unit * 0.3, unit * 0.5);
  form(arch, tone(1), [x + side * unit * 0.3, y + unit * 0.46], [x + side * unit * 0.3, y]);
  if (composition.isMinimal) return;
  const turn = stream.range(-0.6, -0.2) * side;
  const bar = (length: number, width: number, cx: number, cy: number, angle: number) => {
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const at = (dx: number, dy: number): Point => [cx + dx * c - dy * s, cy + dx * s + dy * c];
    return polygon([at(-length, -width), at(length, -width), at(length, width), at(-length, width)]);
  };
  form(
    bar(unit * 0.46, unit * 0.034, x + side * unit * 0.08, y + unit * 0.06, turn),
    tone(2),
    [x + unit * 0.4, y],
    [x - unit * 0.3, y],
  );
  const triangle = polygon([
    [x - side * unit * 0.44, y + unit * 0.4],
    [x - side * unit * 0.1, y + unit * 0.4],
    [x - side * unit * 0.2, y + unit * 0.08],
  ]);
  form(triangle, tone(3), [x - side * unit * 0.2, y + unit * 0.4], [x - side * unit * 0.3, y + unit * 0.1]);
  for (let line = 0; line < 6; line += 1)
    easel.line(
      bar(unit * 0.34, 0.2, x + side * unit * 0.1 + line * 13, y - unit * 0.2 + line * 15 * side, turn + Math.PI / 2),
      palette.ink,
      { widthUnits: 1.6 },
    );
  for (const [dx, dy, size, at] of [
    [-0.5, -0.26, 0.05, 4],
    [0.52, -0.3, 0.085, 2],
    [0.4, 0.02, 0.032, 0],
    [-0.56, 0.12, 0.028, 1],
  ] as const) {
    const dot = ellipse(x + side * dx * unit, y + dy * unit, size * unit, size * unit);
    form(
      dot,
      mix(tone(at), ground, 0.06),
      [x + side * dx * unit + size * unit, y + dy * unit + size * unit],
      [x + side * dx * unit - size * unit, y + dy * unit - size * unit],
    );
  }
}

/** Gold rays from below, scallops in front, a stepped frame. */
async function paintFan(scene: Scene, ground: Colour): Promise<void> {
  const { easel, frame, palette } = scene;
  const gold = palette.accents[0];
  const centre: Point = [frame.width / 2, frame.height * 0.7];
  const reach = Math.hypot(frame.width, frame.height);
  for (let ray = 0; ray < 36; ray += 1) {
    const [a, b] = [Math.PI + (ray / 36) * Math.PI, Math.PI + ((ray + 0.5) / 36) * Math.PI];
    const wedge = polygon([
      centre,
      [centre[0] + Math.cos(a) * reach, centre[1] + Math.sin(a) * reach],
      [centre[0] + Math.cos(b) * reach, centre[1] + Math.sin(b) * reach],
    ]);
    easel.area(wedge, {
      from: centre,
      to: [centre[0] + reach * 0.75, centre[1]],
      isRadial: true,
      stops: [
        { at: 0, colour: gold },
        { at: 0.5, colour: mix(ground, gold, 0.4) },
        { at: 1, colour: ground },
      ],
    });
  }
  for (let ring = 5; ring >= 1; ring -= 1) {
    const radius = ring * 52;
    easel.area(ellipse(centre[0], centre[1], radius, radius), ring % 2 ? gold : mix(ground, palette.accents[1], 0.7));
    easel.line(ellipse(centre[0], centre[1], radius - 6, radius - 6), ring % 2 ? ground : gold, { widthUnits: 1.6 });
  }
  easel.area(rectangle(-4, centre[1], frame.width + 8, frame.height), ground);
  const size = frame.width / 10;
  for (let row = 0; centre[1] + row * size * 0.5 < frame.height + size; row += 1) {
    await scene.breath.pause();
    for (let column = -1; column < 11; column += 1) {
      const x = (column + (row % 2 ? 0.5 : 1)) * size;
      const y = centre[1] + row * size * 0.5 + size * 0.5;
      for (const [share, tone] of [
        [1, gold],
        [0.93, ground],
        [0.72, gold],
        [0.67, mix(ground, palette.accents[1], 0.8)],
        [0.36, gold],
      ] as const)
        easel.area(ellipse(x, y, (size / 2) * share, (size / 2) * share), tone);
    }
  }
  for (const [inset, width] of [
    [22, 3.4],
    [34, 1.2],
  ] as const)
    easel.line(
      rectangle(inset, inset, frame.width - inset * 2, frame.height - inset * 2),
      mix(gold, colour(0.9, 0.06, 90), 0.3),
      { widthUnits: width },
    );
}
