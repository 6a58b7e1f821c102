/**
 * Owns the list of scenes. A new subject: name and words in prompt-words.ts, a painter in a file of its own, a line here.
 */

import { paintMountains } from './mountain-scene.ts';
import type { SubjectName } from './prompt-words.ts';
import type { ScenePainter } from './scene.ts';

export const SCENES: Readonly<Partial<Record<SubjectName, ScenePainter>>> = { mountain: paintMountains };
