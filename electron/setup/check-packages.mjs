/** Owns what the lockfile must promise: that it is complete on every platform, and that every licence is one we may ship. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder } from './runtime.mjs';

/** libvips is used as a separate, replaceable library, which is what the LGPL asks. */
const LGPL_ALLOWED = /^@img\/sharp/;
const COPYLEFT = /GPL/i;

/** Sentences about what is wrong; empty when all is well. */
export function checkPackages(lock = JSON.parse(readFileSync(join(rootFolder, 'package-lock.json'), 'utf8'))) {
  const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
  return [...missingPlatforms(packages), ...packages.flatMap(([path, entry]) => licenceProblems(path, entry))];
}

/** An index that lacks one platform's package leaves it out of the lock without a word, and `npm ci` then refuses the lock. */
function missingPlatforms(packages) {
  const names = new Set(packages.map(([path]) => nameOf(path)));
  return packages.flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !names.has(name))
      .map((name) => `${nameOf(path)} needs ${name} on some platform, and the lockfile does not have it.`),
  );
}

function licenceProblems(path, entry) {
  const name = nameOf(path);
  const licence = entry.license ?? readLicence(path);
  if (licence === null) return entry.optional ? [] : [`${name} names no licence.`];
  const choices = licence.replaceAll(/[()]/g, '').split(/ OR /i);
  if (choices.some((choice) => !COPYLEFT.test(choice))) return [];
  if (/LGPL/i.test(licence) && !/(^|[^L])GPL/i.test(licence) && LGPL_ALLOWED.test(name)) return [];
  return [`${name} is under ${licence}, which Maquette does not ship.`];
}

function readLicence(path) {
  try {
    const manifest = JSON.parse(readFileSync(join(rootFolder, path, 'package.json'), 'utf8'));
    return typeof manifest.license === 'string' ? manifest.license : null;
  } catch {
    return null;
  }
}

function nameOf(path) {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}
