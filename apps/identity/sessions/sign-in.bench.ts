// Usage: npm run bench -- sign-in [--help]
// People signing in over the REST API: two Argon2id hashes each, 19 MiB and two passes as OWASP advises, which is nearly all it costs.
import { api } from '@contactpoint/contracts'
import { benchServing } from '../../../bench/serving/bench.ts'
import { whoeverSignsIn } from '../../../bench/serving/people.ts'

await benchServing({ name: 'sign-in', title: 'Signing in', rates: '10,20', peers: [] }, async (england) => {
  const next = await whoeverSignsIn(england)
  return (caller) => caller.post(api.sessions.open.path, next())
})
