import type { EstimatedShare, LinkFindings, LinkQuality } from '@contactpoint/contracts'
import { words } from '../../layout/words.rules.ts'

/** What people found of the rows of one feed, or of one community's names. */
interface FoundRow {
  label: string
  precision: string
  recall: string
  looked: number
  wrong: number
  missed: number
}

/** How well a model decides, as a page says it; `all` is null where nobody has looked at anything. */
export interface Found {
  all: { precision: string; recall: string; asked: string | null } | null
  bySource: FoundRow[]
  byCommunity: FoundRow[]
}

export function foundBy({ all, bySource, byCommunity }: LinkQuality): Found {
  const isAny = lookedAt(all) + all.askedSame + all.askedDifferent > 0
  const row = (one: LinkQuality['bySource'][number]): FoundRow => ({
    ...{ label: words(one.of), precision: shareSaid(one.precision), recall: shareSaid(one.recall) },
    ...{ looked: lookedAt(one), wrong: one.joinedWrong, missed: one.newMissed },
  })
  return {
    all: isAny ? { precision: shareSaid(all.precision), recall: shareSaid(all.recall), asked: askedSaid(all) } : null,
    bySource: bySource.map(row),
    byCommunity: byCommunity.map(row),
  }
}

function lookedAt({ joinedRight, joinedWrong, newRight, newMissed }: LinkFindings): number {
  return joinedRight + joinedWrong + newRight + newMissed
}

/** A share with its interval: `99.6 of 100 (97.7 to 99.9)`; not so many digits that not quite all looks like all. */
function shareSaid(share: EstimatedShare | null): string {
  if (!share) return 'Not known yet'
  const [value, low, high] = [share.value, share.low, share.high].map((one) => Math.floor(one * 1_000) / 10)
  return `${value} of 100 (${low} to ${high})`
}

function askedSaid({ askedSame, askedDifferent }: LinkFindings): string | null {
  const all = askedSame + askedDifferent
  if (all === 0) return null
  return `Of ${all} ${all === 1 ? 'question' : 'questions'} that it asked and people have answered, ${askedSame} ${askedSame === 1 ? 'was' : 'were'} about a child whom the directory knew.`
}
