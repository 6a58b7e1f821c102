/** Owns what the browser host may be told on its command line. */
import { parseArgs } from 'node:util';
import { StudioError } from '../../shared/errors.ts';

export interface BrowserArguments {
  readonly library: string | undefined;
  /** 0: the library's usual port, or any free one. */
  readonly port: number;
  readonly opensWindow: boolean;
  /** Pictures and notes that teach the loop, in a new library. */
  readonly hasSampleBoard: boolean;
  /** The address as one JSON line, for programs. */
  readonly json: boolean;
}

/** Throws StudioError `bad-request` with the sentence to print. */
export function readBrowserArguments(given: readonly string[]): BrowserArguments {
  const { values } = parse(given);
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65_535) {
    throw new StudioError('bad-request', `--port takes a number from 0 to 65535, not "${values.port}".`);
  }
  return {
    library: values.library,
    port,
    opensWindow: !values['no-open'],
    hasSampleBoard: !values['no-samples'],
    json: values.json,
  };
}

function parse(given: readonly string[]) {
  try {
    return parseArgs({
      args: [...given],
      options: {
        library: { type: 'string' },
        port: { type: 'string', default: '0' },
        'no-open': { type: 'boolean', default: false },
        'no-samples': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
  } catch (cause) {
    const known = 'It knows --library DIR, --port N, --no-open, --no-samples and --json.';
    const said = cause instanceof Error ? (cause.message.split('. ')[0] ?? '') : '';
    throw new StudioError('bad-request', `${said}. ${known}`, { cause });
  }
}
