/**
 * The modules of the server in reading order, and whose front door each may open. Against the arrow goes an outbox event.
 * A module that is not here may not exist; one that is here need not exist yet.
 */
export const moduleGraph = {
  audit: [],
  identity: ['audit'],
  law: ['audit', 'identity'],
  desk: ['audit', 'identity', 'law'],
  catalog: ['audit', 'identity', 'law', 'desk'],
  sharing: ['audit', 'identity', 'law', 'desk', 'catalog'],
  correction: ['audit', 'identity', 'law', 'desk', 'catalog', 'sharing'],
  gateway: ['audit', 'identity', 'law', 'desk', 'catalog', 'sharing', 'correction'],
  exchange: ['audit', 'identity', 'law', 'desk', 'catalog', 'sharing'],
  repository: ['audit', 'identity', 'law', 'desk', 'catalog', 'sharing', 'exchange'],
  verification: ['audit', 'identity', 'law', 'desk', 'catalog', 'sharing', 'correction', 'exchange', 'repository'],
  supervision: [
    'audit',
    'identity',
    'law',
    'desk',
    'catalog',
    'sharing',
    'correction',
    'gateway',
    'exchange',
    'repository',
    'verification',
  ],
  cascade: ['audit', 'identity', 'law', 'desk', 'catalog', 'sharing', 'exchange', 'supervision'],
} as const satisfies Record<string, readonly string[]>;

export type ModuleName = keyof typeof moduleGraph;

export function isModule(name: string): name is ModuleName {
  return Object.hasOwn(moduleGraph, name);
}

/** Whether `from` may open the front door of `to`. */
export function mayOpen(from: ModuleName, to: ModuleName): boolean {
  const open: readonly string[] = moduleGraph[from];
  return open.includes(to);
}

/**
 * Writes that go through another module's door on purpose: `sharing` keeps an entry's "used by" register in the grant's own transaction,
 * under the entry's row lock, so that retiring an entry cannot race a grant; `supervision` may restrict a department's rights.
 * Apart from these, `supervision` only reads.
 */
export const writeDoors: readonly { from: ModuleName; to: ModuleName; what: string }[] = [
  { from: 'sharing', to: 'catalog', what: "the entry's used-by register" },
  { from: 'supervision', to: 'sharing', what: 'restrict' },
];

/** Which packages a package may import. `e2e`, `tools` and `bench` may import anything; nobody else imports server, cli or web. */
export const packageGraph: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  kit: [],
  policy: ['contract', 'kit'],
  server: ['contract', 'kit', 'policy'],
  'server/test': ['contract', 'kit', 'policy', 'server', 'tools'],
  agent: ['contract', 'kit', 'policy'],
  cli: ['contract', 'kit', 'policy'],
  web: ['contract'],
  e2e: ['contract', 'kit', 'policy', 'server', 'server/test', 'cli', 'tools'],
  tools: ['contract', 'kit', 'policy', 'server', 'server/test', 'cli'],
  bench: ['contract', 'kit', 'policy', 'server', 'server/test', 'cli', 'tools'],
};

/** Folders on the hot path of a call: their processes must start without the rest of the modules. */
export const hotPaths = ['server/src/modules/gateway/runtime/', 'server/src/modules/repository/wire/'];
