/** Owns the ledger as a spreadsheet file (RFC 4180). */
import { MICROS_PER_DOLLAR } from '../../../shared/money.ts';
import type { LedgerLine } from './spend-store.ts';

const HEAD = ['Day', 'Board', 'Model', 'Role', 'State', 'Cost USD', 'Reserved USD', 'Request id', 'Attempt', 'Prompt'];

/** An empty cost means unknown; a spreadsheet must not read it as nothing. */
export function ledgerCsv(lines: readonly LedgerLine[]): string {
  const rows = lines.map((line) => [
    line.day,
    line.board,
    line.model,
    line.role,
    line.state,
    dollars(line.cost_micros),
    dollars(line.reserved_micros),
    line.request_id ?? '',
    line.attempt,
    line.prompt,
  ]);
  return `${[HEAD, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function dollars(micros: number | null): string {
  return micros === null ? '' : (micros / MICROS_PER_DOLLAR).toFixed(6);
}

/** Text that a spreadsheet would run as a formula is made plain with a leading apostrophe. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
