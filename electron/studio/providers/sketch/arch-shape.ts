/** Owns the round arch, which studios, rooms and facades share. */
import { type Outline, type Point, polygon } from './outline.ts';

export function archShape(x: number, baseY: number, width: number, height: number): Outline {
  const radius = width / 2;
  const points: Point[] = [[x - radius, baseY]];
  for (let step = 0; step <= 28; step += 1) {
    const angle = Math.PI + (step / 28) * Math.PI;
    points.push([x + Math.cos(angle) * radius, baseY - height + radius + Math.sin(angle) * radius]);
  }
  points.push([x + radius, baseY]);
  return polygon(points);
}
