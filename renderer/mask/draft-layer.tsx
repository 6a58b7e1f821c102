import { type MaskCamera, type Point, toStage } from './mask-camera.ts';
import styles from './mask-stage.module.css';
import { type DraftShape, useMaskTool } from './use-mask-tool.ts';
import { useMaskView } from './use-mask-view.ts';

const AT_REST: MaskCamera = { scale: 1, x: 0, y: 0 };

/** What is being drawn and where the keyboard points, light on dark so that it shows on any picture. */
export function DraftLayer() {
  const draft = useMaskTool((state) => state.draft);
  const crosshair = useMaskTool((state) => state.crosshair);
  const isShown = draft !== null || crosshair !== null;
  // Nothing to place, nothing to follow.
  const camera = useMaskView((state) => (isShown ? state.camera : AT_REST));
  const cross = crosshair ? toStage(camera, crosshair) : null;
  return (
    <svg className={styles.draft} aria-hidden="true">
      {draft ? <Outline path={pathOf(draft, camera)} /> : null}
      {cross ? <Outline path={`M${cross.x - 14} ${cross.y}h28M${cross.x} ${cross.y - 14}v28`} isSolid /> : null}
    </svg>
  );
}

function Outline({ path, isSolid }: { readonly path: string; readonly isSolid?: boolean }) {
  return (
    <>
      <path className={styles.outlineDark} d={path} />
      <path className={styles.outlineLight} d={path} data-solid={isSolid || undefined} />
    </>
  );
}

function pathOf({ kind, points }: DraftShape, camera: MaskCamera): string {
  const placed = points.map((point) => toStage(camera, point));
  const [a, b] = placed;
  if (!a) return '';
  if (kind === 'path') return `M${placed.map(({ x, y }) => `${x} ${y}`).join('L')}${placed.length > 2 ? 'Z' : ''}`;
  if (!b) return '';
  return kind === 'rectangle' ? `M${a.x} ${a.y}H${b.x}V${b.y}H${a.x}Z` : ellipsePath(a, b);
}

function ellipsePath(a: Point, b: Point): string {
  const radiusX = Math.abs(a.x - b.x) / 2;
  const radiusY = Math.abs(a.y - b.y) / 2;
  const left = Math.min(a.x, b.x);
  const middle = (a.y + b.y) / 2;
  const arc = (dx: number) => `a${radiusX} ${radiusY} 0 1 0 ${dx} 0`;
  return `M${left} ${middle}${arc(radiusX * 2)}${arc(-radiusX * 2)}Z`;
}
