/** Owns the head in profile: one clean contour from brow to collarbone, hair gathered behind. */
import { colour, mix, shift } from './oklch-colour.ts';
import { blob, curve, ellipse, type Point, ribbon } from './outline.ts';
import type { Scene } from './scene.ts';
import type { Sitter } from './sitter-painting.ts';

/** Brow, nose, lips, chin, throat: x toward where the sitter looks, both in head heights from the chin. */
const CONTOUR: readonly Point[] = [
  [0.08, -1.04],
  [0.3, -0.98],
  [0.42, -0.82],
  [0.445, -0.66],
  [0.425, -0.585],
  [0.455, -0.53],
  [0.535, -0.385],
  [0.53, -0.35],
  [0.46, -0.325],
  [0.47, -0.285],
  [0.495, -0.245],
  [0.475, -0.205],
  [0.485, -0.165],
  [0.46, -0.125],
  [0.455, -0.07],
  [0.43, -0.005],
  [0.35, 0.035],
  [0.22, 0.0],
  [0.12, 0.02],
  [0.09, 0.16],
  [0.13, 0.36],
  [-0.42, 0.46],
  [-0.33, 0.1],
  [-0.36, -0.25],
  [-0.42, -0.6],
  [-0.3, -0.92],
];

export function paintProfile(scene: Scene, sitter: Sitter): void {
  const { easel, frame, palette } = scene;
  const { x, y, unit: u, skin, hair, cloth, side } = sitter;
  const at = (dx: number, dy: number): Point => [x + dx * u * side, y + dy * u];
  const shadow = shift(mix(skin, palette.accents[0], 0.2), { l: -0.17, c: 1.2, h: -14 });
  const floor = (frame.height - y) / u + 0.1;
  const head = blob(CONTOUR.map(([dx, dy]) => at(dx, dy)));
  easel.area(head, {
    from: at(0.5, -0.4),
    to: at(-0.4, -0.4),
    stops: [
      { at: 0, colour: shift(skin, { l: 0.06 }) },
      { at: 0.4, colour: skin },
      { at: 1, colour: shift(skin, { l: -0.1 }) },
    ],
  });
  easel.shade(head, { from: at(-0.15, 0.15), to: at(0.36, -0.5), tone: shadow, alpha: 0.85 });
  easel.soft(
    u * 0.03,
    (soft) =>
      soft.area(
        blob([at(0.36, 0.03), at(0.2, -0.02), at(0.06, -0.1), at(0.02, 0.1), at(0.06, 0.3), at(0.14, 0.2)]),
        shadow,
        { alpha: 0.55 },
      ),
    head,
  );
  const body = blob([
    at(0.1, 0.22),
    at(0.36, 0.42),
    at(0.62, 0.72),
    at(0.7, floor),
    at(-0.9, floor),
    at(-0.86, 0.66),
    at(-0.6, 0.38),
    at(-0.36, 0.2),
    at(-0.16, 0.34),
  ]);
  easel.area(body, {
    from: at(0.7, 0.3),
    to: at(-0.9, 1),
    stops: [
      { at: 0, colour: shift(cloth, { l: 0.05 }) },
      { at: 1, colour: shift(cloth, { l: -0.1 }) },
    ],
  });
  easel.shade(body, { from: at(-0.8, 1), to: at(0.4, 0.4), tone: shift(cloth, { l: -0.2 }), alpha: 0.75 });
  paintEye(scene, sitter, at);
  paintGatheredHair(scene, sitter, at);
  easel.area(ellipse(...at(-0.045, -0.47), u * 0.062, u * 0.115, 0.18 * side), shift(skin, { l: -0.04 }));
  easel.line(curve([at(-0.02, -0.55), at(-0.075, -0.5), at(-0.05, -0.4)]), shadow, { widthUnits: u * 0.012 });
  if (scene.composition.turn % 2 === 0)
    easel.area(ellipse(...at(-0.05, -0.325), u * 0.03, u * 0.045), mix(palette.accents[1], hair, 0.1));
}

function paintEye(
  { easel, palette }: Scene,
  { unit: u, skin, hair }: Sitter,
  at: (dx: number, dy: number) => Point,
): void {
  const dark = mix(hair, palette.ink, 0.4);
  easel.area(
    ribbon(
      [at(0.26, -0.655), at(0.34, -0.685), at(0.415, -0.655)],
      (share) => u * 0.034 * Math.sin(Math.PI * (0.2 + share * 0.65)),
    ),
    dark,
  );
  easel.area(
    ribbon(
      [at(0.285, -0.515), at(0.345, -0.495), at(0.4, -0.53)],
      (share) => u * 0.026 * Math.sin(Math.PI * (0.15 + share * 0.7)),
    ),
    dark,
  );
  const lip = mix(shift(skin, { l: -0.15 }), colour(0.52, 0.15, 22), 0.6);
  easel.area(blob([at(0.365, -0.2), at(0.43, -0.235), at(0.492, -0.245), at(0.476, -0.206)]), shift(lip, { l: -0.05 }));
  easel.area(blob([at(0.365, -0.2), at(0.474, -0.204), at(0.484, -0.166), at(0.43, -0.148)]), lip);
}

function paintGatheredHair(
  { easel, palette }: Scene,
  { unit: u, hair, hairKind }: Sitter,
  at: (dx: number, dy: number) => Point,
): void {
  const light = mix(shift(hair, { l: 0.17 }), palette.light, 0.25);
  const cap = blob([
    at(0.36, -0.9),
    at(0.26, -1.07),
    at(-0.02, -1.17),
    at(-0.3, -1.08),
    at(-0.5, -0.84),
    at(-0.53, -0.5),
    at(-0.42, -0.24),
    at(-0.26, -0.2),
    at(-0.12, -0.36),
    at(-0.02, -0.56),
    at(0.14, -0.62),
    at(0.24, -0.76),
  ]);
  const knot =
    hairKind === 0
      ? blob([
          at(-0.42, -0.4),
          at(-0.58, -0.2),
          at(-0.62, 0.25),
          at(-0.5, 0.62),
          at(-0.36, 0.5),
          at(-0.3, 0.1),
          at(-0.26, -0.22),
        ])
      : ellipse(...at(-0.55, hairKind === 1 ? -0.42 : -0.9), u * 0.2, u * 0.19);
  for (const shape of [knot, cap]) {
    easel.area(shape, {
      from: at(0.2, -1.1),
      to: at(-0.5, -0.2),
      stops: [
        { at: 0, colour: shift(hair, { l: 0.06 }) },
        { at: 1, colour: shift(hair, { l: -0.05 }) },
      ],
    });
    easel.shade(shape, { from: at(0.1, -1.2), to: at(-0.3, -0.6), tone: light, alpha: 0.5 });
  }
  for (let strand = 0; strand < 6; strand += 1) {
    const s = strand / 5;
    easel.line(
      curve([at(0.3 - s * 0.2, -0.93 - s * 0.12), at(-0.02 - s * 0.1, -0.86 + s * 0.02), at(-0.3, -0.62 + s * 0.22)]),
      light,
      { widthUnits: u * 0.007, alpha: 0.4 },
    );
  }
}
