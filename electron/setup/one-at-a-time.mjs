/** Owns the rule that two set-ups never work on the same folder at once. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, SetupError } from './runtime.mjs';

const LOOK_EVERY_MS = 250;
const LONGEST_WAIT_MS = 15 * 60_000;

/** Waits for another process that does the same work, then does it; `work` must look again whether it is still needed. */
export async function oneAtATime(name, work) {
  const path = join(cacheFolder, `${name}.lock`);
  await take(path, name);
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

async function take(path, name) {
  const startedMs = Date.now();
  let hasSaid = false;
  while (!tryTake(path)) {
    const holder = readHolder(path);
    if (holder !== null && !isAlive(holder)) {
      rmSync(path, { force: true });
      continue;
    }
    if (Date.now() - startedMs > LONGEST_WAIT_MS) {
      throw new SetupError(
        `Another process (${holder}) has been busy with "${name}" for too long. End it and try again.`,
      );
    }
    if (!hasSaid && holder !== null) {
      console.error(`Waiting for another process (${holder}) that is busy with "${name}".`);
      hasSaid = true;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

function tryTake(path) {
  try {
    mkdirSync(cacheFolder, { recursive: true });
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw new SetupError(`Maquette's folder cannot be written (${error.code}). Check its owner and permissions.`);
  }
}

/** Null when the file is gone by now, or was made a moment ago and holds no number yet. */
function readHolder(path) {
  try {
    const holder = Number(readFileSync(path, 'utf8'));
    return Number.isInteger(holder) && holder > 0 ? holder : null;
  } catch {
    return null;
  }
}

function isAlive(processId) {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
