/**
 * Owns the list of scenes. A new subject: name and words in prompt-words.ts, a painter in a file of its own, a line here.
 */

import { paintAbstract } from './abstract-scene.ts';
import { paintAnimal } from './animal-scene.ts';
import { paintArchitecture } from './architecture-scene.ts';
import { paintCity } from './city-scene.ts';
import { paintDesert } from './desert-scene.ts';
import { paintFlowers } from './flower-scene.ts';
import { paintFood } from './food-scene.ts';
import { paintForest } from './forest-scene.ts';
import { paintHills } from './hills-scene.ts';
import { paintInterface } from './interface-scene.ts';
import { paintMoodBoard } from './mood-board-scene.ts';
import { paintMountains } from './mountain-scene.ts';
import { paintPortrait } from './portrait-scene.ts';
import { paintLogo, paintPoster } from './poster-scene.ts';
import { paintProduct } from './product-scene.ts';
import type { SubjectName } from './prompt-words.ts';
import { paintRoom } from './room-scene.ts';
import type { ScenePainter } from './scene.ts';
import { paintSea } from './sea-scene.ts';
import { paintOpenSky, paintSpace } from './space-scene.ts';
import { paintStillLife } from './still-life-scene.ts';
import { paintPattern, paintTexture } from './surface-scene.ts';
import { paintVehicle } from './vehicle-scene.ts';

export const SCENES: Readonly<Record<SubjectName, ScenePainter>> = {
  mountain: paintMountains,
  product: paintProduct,
  sea: paintSea,
  hills: paintHills,
  desert: paintDesert,
  city: paintCity,
  forest: paintForest,
  space: paintSpace,
  'still-life': paintStillLife,
  food: paintFood,
  abstract: paintAbstract,
  poster: paintPoster,
  logo: paintLogo,
  portrait: paintPortrait,
  animal: paintAnimal,
  interior: paintRoom,
  architecture: paintArchitecture,
  pattern: paintPattern,
  texture: paintTexture,
  interface: paintInterface,
  vehicle: paintVehicle,
  flower: paintFlowers,
  sky: paintOpenSky,
  'mood-board': paintMoodBoard,
};
