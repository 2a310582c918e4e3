/** Settings of a server for tests: nothing is flushed to disk, for a test's database need not survive the machine. */
export const testSettings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: 300, autovacuum: 'off' };
