/** Owns labels: the quoted text on the thing itself. */
import { colour, mix, shift } from './oklch-colour.ts';
import { polygon, rectangle } from './outline.ts';
import { across } from './paint.ts';
import type { Product } from './product-body.ts';
import type { Scene } from './scene.ts';
import { setText } from './text-setting.ts';

/** A quiet label: the quoted text, or two hairlines where a name would stand. */
export async function paintLabel(scene: Scene, { kind, x, baseY, height, tone }: Product): Promise<void> {
  const { easel, reading, palette } = scene;
  const width = height * { bottle: 0.3, perfume: 0.46, wine: 0.25, jar: 0.74, can: 0.4, box: 0.44, tube: 0.28 }[kind];
  const top =
    baseY - height * { bottle: 0.43, perfume: 0.56, wine: 0.44, jar: 0.62, can: 0.72, box: 0.8, tube: 0.75 }[kind];
  const tall = height * { bottle: 0.26, perfume: 0.3, wine: 0.28, jar: 0.4, can: 0.42, box: 0.5, tube: 0.4 }[kind];
  const isPaper = kind === 'wine' || kind === 'bottle';
  const ground = isPaper ? mix(palette.paper, tone, 0.06) : tone;
  const ink = ground.l > 0.55 ? mix(colour(0.2, 0.02, 60), tone, 0.2) : mix(colour(0.96, 0.02, 90), tone, 0.12);
  if (isPaper)
    easel.area(
      rectangle(x - width / 2, top, width, tall),
      across([x - width / 2, 0], [x + width / 2, 0], ground, shift(ground, { l: 0.02 }), shift(ground, { l: -0.06 })),
    );
  const [name, ...rest] = reading.texts;
  if (!name) {
    for (const [share, long] of [
      [0.4, 0.5],
      [0.5, 0.34],
    ] as const)
      easel.line(
        polygon([
          [x - (width * long) / 2, top + tall * share],
          [x + (width * long) / 2, top + tall * share],
        ]),
        ink,
        { widthUnits: 1.5, alpha: 0.75 },
      );
    return;
  }
  const box = {
    x: x - width * 0.44,
    y: top + tall * 0.14,
    width: width * 0.88,
    height: tall * (rest.length > 0 ? 0.46 : 0.72),
  };
  const title = await setText(name, {
    box,
    style: { family: 'serif', weight: 560, tracking: 0.02 },
    align: 'centre',
    maxSize: tall * 0.4,
    maxLines: 3,
    valign: 'middle',
  });
  easel.raw(`<path d="${title.path}" fill="${easel.ink(ink)}"/>`);
  if (rest.length === 0) return;
  const small = await setText(rest.join(' '), {
    box: { ...box, y: top + tall * 0.68, height: tall * 0.22 },
    style: { family: 'grotesk', weight: 420, tracking: 0.05 },
    align: 'centre',
    maxSize: tall * 0.1,
    maxLines: 2,
  });
  easel.raw(`<path d="${small.path}" fill="${easel.ink(ink)}"/>`);
}
