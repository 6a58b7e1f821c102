/** Owns the hands Sketch can draw with: what each does to edges, shading, paper and grain. */

export const HANDS = [
  'matte',
  'photo',
  'flat',
  'line',
  'ink',
  'watercolour',
  'gouache',
  'risograph',
  'bauhaus',
  'deco',
] as const;
export type HandName = (typeof HANDS)[number];

export interface Hand {
  readonly name: HandName;
  /** Units that an edge strays. */
  readonly wobble: number;
  /** How a shadow is laid into a form. */
  readonly shading: 'stipple' | 'smooth' | 'hatch' | 'none';
  /** Gradients and blurred layers are drawn; otherwise every form is one tone. */
  readonly isModelled: boolean;
  /** Strength of the fine grain, 0-255 on the alpha of black and white specks. */
  readonly grain: number;
  /** Strength of the paper's tooth and blotches, 0-1. */
  readonly paper: number;
  /** Dark pools along edges, 0-1. */
  readonly pooling: number;
  /** Highlights spill over, 0-1. */
  readonly bloom: number;
  /** Darker corners, 0-1. */
  readonly vignette: number;
  /** Unpainted rim, share of the short edge. */
  readonly margin: number;
}

const matte: Hand = {
  name: 'matte',
  wobble: 0,
  shading: 'stipple',
  isModelled: true,
  grain: 15,
  paper: 0,
  pooling: 0,
  bloom: 0.16,
  vignette: 0.1,
  margin: 0,
};

export const HAND: Readonly<Record<HandName, Hand>> = {
  matte,
  photo: { ...matte, name: 'photo', shading: 'smooth', grain: 24, bloom: 0.34, vignette: 0.26 },
  flat: { ...matte, name: 'flat', shading: 'none', isModelled: false, grain: 0, bloom: 0, vignette: 0 },
  line: {
    ...matte,
    name: 'line',
    wobble: 1.1,
    shading: 'hatch',
    isModelled: false,
    grain: 8,
    paper: 0.22,
    bloom: 0,
    vignette: 0,
  },
  ink: {
    ...matte,
    name: 'ink',
    wobble: 2.6,
    grain: 12,
    paper: 0.5,
    pooling: 0.55,
    bloom: 0,
    vignette: 0,
    margin: 0.045,
  },
  watercolour: {
    ...matte,
    name: 'watercolour',
    wobble: 3.2,
    shading: 'smooth',
    grain: 8,
    paper: 0.75,
    pooling: 0.8,
    bloom: 0,
    vignette: 0,
    margin: 0.05,
  },
  gouache: { ...matte, name: 'gouache', wobble: 1.8, grain: 14, paper: 0.42, pooling: 0.12, bloom: 0, vignette: 0 },
  risograph: { ...matte, name: 'risograph', wobble: 0.5, grain: 42, paper: 0.3, bloom: 0, vignette: 0, margin: 0.04 },
  bauhaus: { ...matte, name: 'bauhaus', isModelled: false, grain: 16, paper: 0.35, bloom: 0, vignette: 0 },
  deco: { ...matte, name: 'deco', grain: 14, paper: 0.15, bloom: 0.1, vignette: 0.1 },
};
