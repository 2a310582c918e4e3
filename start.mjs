/**
 * The way in on a machine with only Node 20 (or newer) and npm: installs what the lockfile names when it is not there,
 * then goes on under the Node release that the project brings. `node start.mjs` starts Karez, `node start.mjs test` tests it.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('./', import.meta.url));
const projectNode = join(root, 'node_modules', 'node', 'bin', 'node');
const programs = { start: join('tools', 'start', 'main.ts'), test: join('tools', 'test', 'main.ts') };
const parentPollMs = 300;

class Told extends Error {}

/** Ends the start with one sentence in each language; nobody has chosen a language yet. */
function refuse(code, params = {}) {
  const words = readJson(join(root, 'tools', 'start', 'words.json'))[code];
  const fill = (sentence) => sentence.replace(/\{(\w+)\}/g, (_whole, name) => String(params[name]));
  throw new Told(`${fill(words.en)}\n${fill(words.zh)}`);
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function requirePlatform() {
  if (Number.parseInt(process.versions.node, 10) < 20) refuse('start.node.too-old', { version: process.versions.node });
  const glibc = process.platform === 'linux' && process.report.getReport().header.glibcVersionRuntime;
  if (!glibc || !['x64', 'arm64'].includes(process.arch))
    refuse('start.platform.unsupported', { platform: `${process.platform}-${process.arch}` });
}

/** What npm wrote down of the last install is compared with the lockfile: file dates mean nothing after a clone or a copy. */
function isInstalled() {
  try {
    const wanted = readJson(join(root, 'package-lock.json')).packages;
    const found = readJson(join(root, 'node_modules', '.package-lock.json')).packages;
    return Object.entries(wanted).every(([path, entry]) => isThere(path, entry, found));
  } catch {
    return false;
  }
}

function isThere(path, entry, found) {
  if (!path.includes('node_modules/') || entry.optional || entry.devOptional || entry.peer) return true;
  return found[path] !== undefined && found[path].version === entry.version && found[path].integrity === entry.integrity;
}

function canRun(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs a program with its output shown; Ctrl-C reaches it by itself. */
function run(command, args, cwd) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', () => resolve(127));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** npm as it was started, or as it is found: another package manager would not read this lockfile. */
function npm(args) {
  const path = process.env['npm_execpath'] ?? '';
  return path.endsWith('npm-cli.js') ? run(process.execPath, [path, ...args], root) : run('npm', args, root);
}

/** Two installs at once would leave a broken folder; the kernel lets go of this lock when its holder ends in any way. */
function lockInstall() {
  const { dev, ino } = statSync(root, { bigint: true });
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    server.listen(`\0karez-install-${dev}-${ino}`, () => resolve(server.unref()));
  });
}

async function install() {
  const lock = await lockInstall();
  if (!lock) refuse('start.install.running');
  if (!isInstalled()) {
    process.stdout.write('Installing the packages of the lockfile (once; needs the npm registry) / 正在安装依赖（仅首次，需要 npm 源）…\n');
    const code = await npm(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund']);
    if (code !== 0 || !isInstalled()) refuse('start.install.failed');
  }
  // npm may have held the install script back that fetches the project's Node.
  if (!canRun(projectNode)) await run(process.execPath, ['installArchSpecificPackage'], join(root, 'node_modules', 'node'));
  if (!canRun(projectNode)) refuse('start.install.failed');
  lock.close();
}

/** Goes on under the project's Node. Its end of the channel closes when this process dies in any way, so nothing is left over. */
function goOn(program, args) {
  return new Promise((resolve) => {
    const child = spawn(projectNode, [program, ...args], { cwd: root, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    whenParentGone(() => child.kill('SIGTERM'));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** npm passes a signal to its shell only, and the shell ends without a word to this process. */
function whenParentGone(stop) {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop(), parentPollMs).unref();
}

async function main([name = 'start', ...args]) {
  requirePlatform();
  const program = programs[name];
  if (!program) refuse('start.program.unknown', { name });
  if (!isInstalled() || !canRun(projectNode)) await install();
  return goOn(program, args);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Told)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
