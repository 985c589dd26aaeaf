import { existsSync } from 'node:fs';
import path from 'node:path';

/** The Chromium of this machine: CHROMIUM, else the first of the usual names on PATH. Throws with the command that installs one. */
export function findChromium(environment = process.env, exists = existsSync) {
  const named = environment.CHROMIUM;
  if (named !== undefined && named !== '') return named;
  const folders = (environment.PATH ?? '').split(path.delimiter).concat('/usr/bin', '/snap/bin');
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  for (const name of names)
    for (const folder of folders) if (exists(path.join(folder, name))) return path.join(folder, name);
  throw new Error('Chromium is missing. Install it with: sudo apt-get install -y chromium  (or set CHROMIUM to one)');
}

/** Headless, as root too, and with no way out to the network. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];
