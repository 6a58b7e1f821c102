/** Owns where Chrome, Chromium and Edge lie on each platform. Plain JavaScript: it also runs before anything is installed. */
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

const LINUX_NAMES = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
];
const LINUX_FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome', '/opt/microsoft/msedge'];
const MAC_APPLICATIONS = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
const WINDOWS_PROGRAMS = [
  'Google/Chrome/Application/chrome.exe',
  'Microsoft/Edge/Application/msedge.exe',
  'Chromium/Application/chrome.exe',
];

/** Path of a browser that can run the window, or null. `MAQUETTE_CHROMIUM` wins when it names a program. */
export function findChromium(environment = process.env) {
  return candidates(environment).find(canRun) ?? null;
}

function candidates(environment) {
  const asked = environment.MAQUETTE_CHROMIUM ? [environment.MAQUETTE_CHROMIUM] : [];
  if (process.platform === 'darwin') return [...asked, ...onMac()];
  if (process.platform === 'win32') return [...asked, ...onWindows(environment)];
  const folders = [...(environment.PATH ?? '').split(delimiter), ...LINUX_FOLDERS].filter((folder) => folder !== '');
  return [...asked, ...LINUX_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))];
}

function onMac() {
  const folders = ['/Applications', join(homedir(), 'Applications')];
  return MAC_APPLICATIONS.flatMap((name) => folders.map((folder) => `${folder}/${name}.app/Contents/MacOS/${name}`));
}

function onWindows(environment) {
  const folders = [environment.PROGRAMFILES, environment['PROGRAMFILES(X86)'], environment.LOCALAPPDATA];
  return WINDOWS_PROGRAMS.flatMap((program) => folders.flatMap((folder) => (folder ? [join(folder, program)] : [])));
}

function canRun(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
