// Usage: npm run bench -- search [--help]
// Searching by family name and birth date over the REST API, each with a durable entry in the audit log.
import { api } from '@contactpoint/contracts'
import { benchServing } from '../../../bench/serving/bench.ts'

await benchServing(
  {
    name: 'search',
    title: 'Search, audited',
    peers: [
      { load: '16 connections', rate: 147, p99: 200 },
      { load: '64 connections', rate: 157, p99: 803 },
    ],
  },
  () =>
    (caller, { family, dateOfBirth }, token) =>
      caller.post(
        api.searches.run.path,
        { reason: 'coordinate-support', criteria: { familyName: family, dateOfBirth } },
        token,
      ),
)
