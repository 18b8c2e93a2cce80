import { checkShape } from '@contactpoint/bus'
import { api, PolicyDocument } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { digestOf } from './digest.rules.ts'
import { FOUNDING_POLICY } from './founding.rules.ts'
import { foundingSteps } from './history.rules.ts'
import { toPolicyVersion, versionsOf } from './versions.rules.ts'

const at = new Date('2026-11-29T00:00:00Z')

describe('The founding version', () => {
  it('could have been proposed, and is what the page of the API shows', async () => {
    expect(await checkShape(PolicyDocument, structuredClone(FOUNDING_POLICY))).toEqual(FOUNDING_POLICY)
    expect(api.policies.propose.example.ask).toEqual(FOUNDING_POLICY)
  })

  it('is in force from the start, and says openly that nobody reviewed or approved it', () => {
    const [version, ...others] = versionsOf(foundingSteps(at)).values()
    expect(others).toEqual([])
    expect(toPolicyVersion(version!)).toEqual({
      ...{ version: 1, state: 'founding', inForce: true, digest: digestOf(FOUNDING_POLICY) },
      ...{ review: null, approvals: [] },
      proposed: { by: 'founding', at: at.toISOString() },
      activated: { by: 'founding', at: at.toISOString() },
    })
  })

  it('is signed for by this digest, in whatever order its fields stand: a known answer, worked out outside this code', () => {
    const turned = Object.fromEntries(Object.entries(FOUNDING_POLICY).reverse()) as unknown as PolicyDocument
    for (const document of [FOUNDING_POLICY, turned])
      expect(digestOf(document)).toBe('0f701db15a7e5c257bcee02d95a9bed62013235c6fd2f4c2e9f5ee03064c28a8')
    const other = { ...FOUNDING_POLICY, sensitiveServices: 'unspecified' as const }
    expect(digestOf(other)).not.toBe(digestOf(FOUNDING_POLICY))
  })
})
