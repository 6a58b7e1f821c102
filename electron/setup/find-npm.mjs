/** Owns where npm is, and which Node runs it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { rootFolder, SetupError } from './runtime.mjs';

/** The first npm that reads lockfile version 3 and ships with a Node we support is 9. */
const OLDEST_NPM_MAJOR = 9;

/** Answers what to run: npm's own JavaScript file, so that neither a shell nor a .cmd file is needed. */
export function findNpm() {
  const node = findOutsideNode();
  const file = npmFiles(node).find((path) => existsSync(path));
  if (file === undefined)
    throw new SetupError('npm was not found. Install Node.js with npm, and run "npm start" again.');
  const npm = { program: node, parameters: [file], environment: outsideEnvironment(node) };
  checkVersion(npm);
  return npm;
}

function npmFiles(node) {
  const beside = dirname(node);
  const asked = process.env.npm_execpath;
  const own =
    asked && ['npm-cli.js', 'npx-cli.js'].includes(basename(asked)) ? [join(dirname(asked), 'npm-cli.js')] : [];
  const folders = [join(beside, '..', 'lib'), beside, '/usr/share', '/usr/lib', '/usr/local/lib', '/opt/homebrew/lib'];
  return [
    ...own,
    ...folders.map((folder) => join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js')),
    '/usr/share/npm/bin/npm-cli.js',
  ];
}

/** Not the Node inside node_modules: `npm ci` deletes that one while it runs. */
function findOutsideNode() {
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, program));
  const found = [process.env.npm_node_execpath, process.execPath, ...onPath].find(
    (path) => path && !isInside(path) && existsSync(path),
  );
  if (found === undefined) throw new SetupError('Node.js was not found outside this folder. Install it and try again.');
  if (process.platform === 'win32' && isInside(process.execPath)) {
    // Windows does not let a running program be replaced.
    throw new SetupError('The packages changed. Run "npm ci" once, then start again.');
  }
  return found;
}

function isInside(path) {
  return path.startsWith(join(rootFolder, 'node_modules'));
}

/** The `node` package calls `npm` by name in its install script, so npm's Node comes first on the path. */
function outsideEnvironment(node) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => !isInside(folder));
  return { PATH: [dirname(node), ...folders].join(delimiter) };
}

function checkVersion(npm) {
  const { stdout } = spawnSync(npm.program, [...npm.parameters, '--version'], { encoding: 'utf8' });
  const version = (stdout ?? '').trim();
  if (Number(version.split('.')[0]) < OLDEST_NPM_MAJOR) {
    throw new SetupError(
      `npm ${version} is too old for the lockfile. Install npm ${OLDEST_NPM_MAJOR} or newer and try again.`,
    );
  }
}
