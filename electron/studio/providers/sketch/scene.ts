/** Owns the contract of a scene: a painter is handed everything it may draw from and draws on the easel. */
import type { Breath } from './breathing.ts';
import type { Noise } from './coherent-noise.ts';
import type { Composition } from './composition.ts';
import type { Easel } from './easel.ts';
import type { Palette } from './palette.ts';
import type { Frame } from './picture-frame.ts';
import type { Reading } from './prompt-reading.ts';
import type { SubjectName } from './prompt-words.ts';
import type { Random } from './seeded-random.ts';

export interface Scene {
  readonly frame: Frame;
  readonly easel: Easel;
  readonly palette: Palette;
  readonly composition: Composition;
  readonly reading: Reading;
  readonly subject: SubjectName;
  readonly random: Random;
  readonly noise: Noise;
  readonly breath: Breath;
  /** Paints another subject on the same easel, for posters that show one and things that stand in a place. */
  paintOther(
    subject: SubjectName,
    changes: Partial<Pick<Scene, 'easel' | 'frame' | 'composition' | 'palette' | 'reading'>>,
  ): Promise<void>;
}

/** Draws back to front. Loops that may take more than a few milliseconds await `scene.breath.pause()`. */
export type ScenePainter = (scene: Scene) => Promise<void>;
