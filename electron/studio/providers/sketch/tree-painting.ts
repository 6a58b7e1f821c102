/** Owns trees at a distance: conifers built of drooping tiers, broadleaf crowns built of leaf clusters. */
import { type Colour, mix, shift } from './oklch-colour.ts';
import { blob, type Outline, type Point, polygon, ribbon, round } from './outline.ts';
import type { Scene } from './scene.ts';
import type { Random } from './seeded-random.ts';

/** A spruce standing on x, y: jagged tiers, wider and heavier toward the ground. */
export function conifer(x: number, y: number, height: number, random: Random): Outline {
  const tiers = Math.max(6, Math.round(height / 9));
  const lean = random.range(-0.02, 0.02) * height;
  const girth = random.range(0.15, 0.21);
  const left: Point[] = [];
  const right: Point[] = [];
  for (let tier = 0; tier <= tiers; tier += 1) {
    const share = tier / tiers;
    const level = y - height * (1 - share * 0.94);
    const reach = height * girth * share ** 0.85;
    const axis = x + lean * (1 - share);
    const drop = (height / tiers) * 0.55;
    left.push([axis - reach * random.range(0.2, 0.42), level], [axis - reach * random.range(0.78, 1.12), level + drop]);
    right.push(
      [axis + reach * random.range(0.2, 0.42), level],
      [axis + reach * random.range(0.78, 1.12), level + drop],
    );
  }
  const trunk = height * 0.014;
  return polygon([
    [x + lean, y - height * 1.03],
    ...right,
    [x + trunk, y - height * 0.03],
    [x + trunk, y],
    [x - trunk, y],
    [x - trunk, y - height * 0.03],
    ...left.reverse(),
  ]);
}

export interface ConiferBand {
  /** The ground they stand on. */
  readonly y: number;
  readonly heightUnits: number;
  readonly tone: Colour;
  /** 1 closes the band. */
  readonly density: number;
  readonly side?: 'left' | 'right';
}

/** A row of conifers of growing and falling height; one merged form, so that it reads as a treeline. */
export function paintConiferBand(scene: Scene, band: ConiferBand): void {
  const { easel, frame, noise, random, palette } = scene;
  const stream = random.fork(`band${Math.round(band.y)}${Math.round(band.heightUnits)}`);
  const offset = stream.range(0, 500);
  const gap = (band.heightUnits * 0.17) / band.density;
  for (let x = -gap; x < frame.width + gap; x += gap * stream.range(0.5, 1.4)) {
    const share = x / frame.width;
    const side = band.side === undefined ? 1 : sidedness(band.side === 'left' ? share : 1 - share);
    const swell = 0.62 + noise.fractal(x * 0.005 + offset, 2, 3) * 0.75;
    const height = band.heightUnits * swell * side * stream.range(0.7, 1.15);
    if (height < band.heightUnits * 0.14) continue;
    const tone = shift(band.tone, { l: stream.range(-0.018, 0.018) });
    const tree = conifer(x, band.y + stream.range(-3, 5), height, stream);
    easel.area(tree, tone);
    if (height > 90)
      easel.shade(tree, {
        from: [x + height * 0.2, band.y],
        to: [x - height * 0.16, band.y - height * 0.4],
        tone: mix(tone, palette.ink, 0.4),
        alpha: 0.4,
      });
  }
}

const sidedness = (share: number): number => Math.max(0, 1 - share * 2.3);

/** A broadleaf tree: tapering trunk with forks, a crown of leaf dabs in three tones from shadow to light. */
export function paintBroadleaf(
  scene: Scene,
  tree: { x: number; y: number; height: number; leaf: Colour; bark: Colour; lightFrom: 1 | -1 },
): void {
  const { easel, random } = scene;
  const stream = random.fork(`tree${Math.round(tree.x)}${Math.round(tree.y)}`);
  const { x, y, height } = tree;
  const crownY = y - height * 0.66;
  const lean = stream.range(-0.06, 0.06) * height;
  easel.area(
    ribbon(
      [
        [x, y],
        [x + lean * 0.3, y - height * 0.2],
        [x + lean * 0.7, y - height * 0.42],
        [x + lean, crownY],
      ],
      (share) => height * (0.062 - 0.045 * share),
    ),
    tree.bark,
  );
  for (const reach of [-0.24, 0.26, -0.1, 0.14]) {
    easel.area(
      ribbon(
        [
          [x + lean * 0.6, y - height * 0.38],
          [x + lean + height * reach * 0.5, y - height * 0.55],
          [x + lean + height * reach, crownY - height * 0.08],
        ],
        (share) => height * (0.024 - 0.02 * share),
      ),
      tree.bark,
    );
  }
  const clusters = Array.from(
    { length: 9 },
    (): Point => [x + lean + stream.bell() * height * 0.16, crownY + stream.bell() * height * 0.1 - height * 0.03],
  );
  for (const [layer, lightness] of [
    [0, -0.1],
    [1, -0.01],
    [2, 0.09],
  ] as const) {
    const push = layer * height * 0.025;
    const tone = shift(tree.leaf, { l: lightness, c: 1 - layer * 0.03, h: -layer * 6 });
    easel.raw(
      `<path d="${leafDabs(
        clusters.map(([cx, cy]): Point => [cx + push * tree.lightFrom, cy - push]),
        { radius: height * (0.17 - layer * 0.03), count: 150 - layer * 30, size: height * 0.017 },
        stream,
      )}" fill="${easel.tint(tone)}"${easel.dabStroke}/>`,
    );
  }
}

/** Leaf-shaped dabs gathered in clusters. */
export function leafDabs(
  clusters: readonly Point[],
  dab: { radius: number; count: number; size: number },
  random: Random,
): string {
  let data = '';
  for (const [x, y] of clusters) {
    for (let at = 0; at < dab.count; at += 1) {
      const angle = random.range(0, Math.PI * 2);
      const away = Math.sqrt(random.next()) * dab.radius * (0.8 + 0.3 * Math.sin(angle * 3 + x));
      const turn = random.range(0, Math.PI);
      const size = dab.size * random.range(0.6, 1.4);
      const [dx, dy] = [Math.cos(turn) * size, Math.sin(turn) * size * 0.8];
      const px = x + Math.cos(angle) * away;
      const py = y + Math.sin(angle) * away * 0.82;
      data += `M${round(px - dx)} ${round(py - dy)}q${round(dx - dy * 0.8)} ${round(dy + dx * 0.8)} ${round(dx * 2)} ${round(dy * 2)}q${round(-dx + dy * 0.8)} ${round(-dy - dx * 0.8)} ${round(-dx * 2)} ${round(-dy * 2)}z`;
    }
  }
  return data;
}

/** Soft round bush or distant crown. */
export function crown(x: number, y: number, radius: number, random: Random): Outline {
  const count = 16;
  return blob(
    Array.from({ length: count }, (_, at): Point => {
      const angle = (at / count) * Math.PI * 2;
      const reach = radius * random.range(0.84, 1.12);
      return [x + Math.cos(angle) * reach, y + Math.sin(angle) * reach * 0.82];
    }),
  );
}
