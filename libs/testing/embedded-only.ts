/** Specs that do to the servers what cannot be done to a container of somebody's image, each with what that is. */
export const EMBEDDED_ONLY: Readonly<Record<string, string>> = {
  'apps/audit/ledger/faults.int.spec.ts': 'starts a mongod of its own on a disk that fills up',
  'apps/e2e/answers-under-kill.spec.ts': 'kills mongod with -9',
  'apps/e2e/audit-log.spec.ts': 'kills mongod with -9',
  'apps/e2e/audit-proofs.spec.ts': 'kills mongod and nats-server with -9',
  'apps/e2e/load-under-kill.spec.ts': 'kills mongod and nats-server with -9',
  'apps/e2e/refuse-to-start.spec.ts': 'starts a mongod of its own that is no replica set',
  'libs/bus/bus.int.spec.ts': 'kills nats-server with -9',
}
