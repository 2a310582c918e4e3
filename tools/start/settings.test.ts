import { isRefusal } from '@karez/kit/refusal';
import { expect, test } from 'vitest';
import { localUrl, readSettings, type StartSettings } from './settings.ts';
import words from './words.json' with { type: 'json' };
import { toldAs } from './words.ts';

function settingsOf(environment: Record<string, string>): StartSettings {
  const settings = readSettings(environment, '/srv/karez');
  if (isRefusal(settings)) throw new Error(toldAs(settings));
  return settings;
}

test('with nothing set, all data is under the root and the demo city is on', () => {
  const { dataFolder, environment, config } = settingsOf({});

  expect(dataFolder).toBe('/srv/karez/.karez');
  expect(environment['KAREZ_KEY_FILE']).toBe('/srv/karez/.karez/keys/key-encryption-key');
  expect(config.KAREZ_DEMO).toBe(true);
});

test('addresses follow the ports, unless they are given', () => {
  expect(settingsOf({ KAREZ_PORT: '9000' }).config.KAREZ_PUBLIC_URL).toBe('http://localhost:9000');
  expect(settingsOf({ KAREZ_PORT: '9000', KAREZ_PUBLIC_URL: 'https://share.example' }).config.KAREZ_PUBLIC_URL).toBe(
    'https://share.example',
  );
});

test('a database that somebody else runs gets no demo city by itself', () => {
  expect(settingsOf({ DATABASE_URL: 'postgres://db/karez' }).config.KAREZ_DEMO).toBe(false);
  expect(settingsOf({ DATABASE_URL: 'postgres://db/karez', KAREZ_DEMO: '1' }).config.KAREZ_DEMO).toBe(true);
});

test('every wrong setting is told at once, by name', () => {
  const refused = readSettings({ KAREZ_PORT: 'x', KAREZ_NONSENSE: '1' }, '/srv/karez');

  expect(refused).toMatchObject({ code: 'start.configuration.wrong' });
  expect(isRefusal(refused) && toldAs(refused)).toMatch(/KAREZ_PORT.*KAREZ_NONSENSE/u);
});

test('a switch of the test runner is not passed on to the processes', () => {
  expect(settingsOf({ KAREZ_FULL: '1' }).environment).not.toHaveProperty('KAREZ_FULL');
});

test('a house that listens everywhere is asked through the loopback address', () => {
  expect(localUrl({ KAREZ_HOST: '0.0.0.0' }, 8080)).toBe('http://127.0.0.1:8080');
  expect(localUrl({ KAREZ_HOST: '::1' }, 8080)).toBe('http://[::1]:8080');
});

test('every sentence about a start is there in both languages', () => {
  for (const code of Object.keys(words)) {
    const [en, zh] = toldAs({ refused: true, code, params: {}, fields: [] }).split('\n');

    expect(en).not.toBe(code);
    expect(zh).toMatch(/\p{Script=Han}/u);
  }
});
