/** Owns solving a small dense system of linear equations (Gauss with row pivots). */

/** Solves `matrix · x = right`; both are used up. Null when the matrix is singular. */
export function solveLinear(matrix: Float64Array[], right: Float64Array): Float64Array | null {
  const count = right.length;
  for (let column = 0; column < count; column += 1) {
    const pivot = pivotRow(matrix, column);
    const row = matrix[pivot];
    const other = matrix[column];
    if (!row || !other || Math.abs(row[column] ?? 0) < 1e-12) return null;
    matrix[column] = row;
    matrix[pivot] = other;
    [right[column], right[pivot]] = [right[pivot] ?? 0, right[column] ?? 0];
    eliminateBelow(matrix, right, column);
  }
  return substituteBack(matrix, right);
}

function pivotRow(matrix: readonly Float64Array[], column: number): number {
  let best = column;
  for (let row = column + 1; row < matrix.length; row += 1) {
    if (Math.abs(matrix[row]?.[column] ?? 0) > Math.abs(matrix[best]?.[column] ?? 0)) best = row;
  }
  return best;
}

function eliminateBelow(matrix: readonly Float64Array[], right: Float64Array, column: number): void {
  const pivot = matrix[column];
  for (let row = column + 1; row < right.length; row += 1) {
    const line = matrix[row];
    if (!line || !pivot) continue;
    const factor = (line[column] ?? 0) / (pivot[column] ?? 1);
    for (let at = column; at < right.length; at += 1) line[at] = (line[at] ?? 0) - factor * (pivot[at] ?? 0);
    right[row] = (right[row] ?? 0) - factor * (right[column] ?? 0);
  }
}

function substituteBack(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  for (let row = right.length - 1; row >= 0; row -= 1) {
    const line = matrix[row];
    let sum = right[row] ?? 0;
    for (let at = row + 1; at < right.length; at += 1) sum -= (line?.[at] ?? 0) * (right[at] ?? 0);
    right[row] = sum / (line?.[row] ?? 1);
  }
  return right;
}
