// Usage: npm run bench -- disclosure [--help]
// Opening records over the REST API, each with a durable entry in the audit log.
import { api, pathTo } from '@contactpoint/contracts'
import { benchServing } from '../../../bench/serving/bench.ts'

await benchServing(
  {
    name: 'disclosure',
    title: 'Disclosure with a durable audit receipt',
    peers: [
      { load: '16 connections', rate: 265, p99: 117 },
      { load: '64 connections', rate: 264, p99: 567 },
    ],
  },
  () =>
    (caller, { childId }, token) =>
      caller.post(pathTo(api.children.disclose, { childId }), { reason: 'coordinate-support' }, token),
)
