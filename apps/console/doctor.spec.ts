import { describe, expect, it } from '@jest/globals'
import { ofProcess, ofReadiness, ofSpace } from './doctor.service.ts'

describe('the doctor', () => {
  it('finds a process that is gone, and one that died and came back', () => {
    expect(ofProcess('audit', process.pid, 0, '.run').trouble).toBeNull()
    expect(ofProcess('audit', 0, 0, '.run').trouble).toMatch(/its process is gone; see \.run\/logs\/audit\.log/)
    expect(ofProcess('audit', process.pid, 2, '.run').trouble).toMatch(/died and was started again \(2\)/)
  })

  it('finds a service that cannot work, and work that waits for a person', () => {
    const waiting = [
      { what: 'contactpoint_outbox_set_aside', count: 1 },
      { what: 'contactpoint_batches_under_way', count: 3 },
    ]
    const ready = { identity: 'ready', directory: 'ready', shielding: 'ready', ingestion: 'ready' } as const
    const findings = ofReadiness({ services: { ...ready, audit: 'not-ready' }, waiting })
    expect(findings.filter(({ trouble }) => trouble).map(({ what }) => what)).toEqual([
      'audit can work',
      'contactpoint_outbox_set_aside 1',
    ])
  })

  it('finds a disk that is nearly full', () => {
    expect(ofSpace({ bavail: 1, bsize: 4096 }).trouble).toMatch(/make room/)
    expect(ofSpace({ bavail: 1_000_000, bsize: 4096 }).trouble).toBeNull()
  })
})
