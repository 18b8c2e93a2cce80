import { describe, expect, it } from '@jest/globals'
import pLimit from 'p-limit'
import { whileHoldingUp } from './crashes.trip.ts'
import { setOut } from './outset.trip.ts'
import { FAMILIES, pauses, runners, steps, take, type Runner, type Step } from './race.trip.ts'

const STEPS = 1_000
const IN_FLIGHT = 60
/** More answers than this on either side of an acknowledgement make a race. */
const FEW = 5
const MOST_ROUNDS = 60

/** An answer as it arrived. */
interface Arrived {
  at: number
  status: number
  text: string
  step: Step
}

describe('a shield raced against 1,000 slow disclosures, searches and feed writes (I3, AC-14)', () => {
  const trip = setOut()

  it.each([
    { seed: 1, surname: FAMILIES[0], dob: '2013-05-28' },
    { seed: 2, surname: FAMILIES[1], dob: '2015-10-30' },
  ])('shows nothing hidden after its acknowledgement, seed $seed', async ({ seed, surname, dob }) => {
    const field = await lineUp(surname, dob)
    const { answers, acknowledged } = await whileHoldingUp(trip.stack, pauses(seed), race(seed, field))
    const late = field.flatMap((runner, who) =>
      answers.filter(({ at, text }) => at > acknowledged[who]! && reveals(text, runner)),
    )
    expect(late).toEqual([])
    expectARealRace(answers, acknowledged, field)
    await trip.census.deliver()
    for (const { childId } of field)
      expect(Object.keys((await trip.practitioner.disclose(childId)).body.child)).toHaveLength(4)
  })

  /** The children and a lookalike of each, all visible. */
  async function lineUp(surname: string, dob: string): Promise<Runner[]> {
    const pairs = runners(surname, dob)
    const { fates } = await trip.census.deliver(...pairs.flatMap(({ pupil, twin }) => [pupil, twin]))
    expect(fates.created).toBe(2 * pairs.length)
    const ids = pairs.map(async (pair) => ({
      ...pair,
      childId: await trip.census.childIdOf(pair.pupil),
      twinId: await trip.census.childIdOf(pair.twin),
    }))
    return Promise.all(ids)
  }

  /** Takes the steps of this seed, and asks for the shields one after another in the midst of them. */
  async function race(seed: number, field: Runner[]): Promise<{ answers: Arrived[]; acknowledged: number[] }> {
    const answers: Arrived[] = []
    const acknowledged: number[] = []
    const atATime = pLimit(IN_FLIGHT)
    const shielding = field.map(({ childId }, who) => ({
      childId,
      who,
      // In the first half: an acknowledgement takes up to two seconds, and steps must follow the last one.
      after: ((who + 1) * STEPS) / (2 * field.length),
    }))
    const run = (step: Step) =>
      atATime(async () => {
        const answer = await take(trip, field, step)
        if (answer)
          answers.push({ at: performance.now(), status: answer.status, text: JSON.stringify(answer.body), step })
      })
    const work = steps(seed, STEPS).flatMap((step, i) => {
      const due = shielding.find(({ after }) => Math.floor(after) === i)
      return due
        ? [run(step), atATime(async () => void (acknowledged[due.who] = await shield(due.childId)))]
        : [run(step)]
    })
    await Promise.all(work)
    // A fast machine is done before the last acknowledgement, and a slow one answers 503 to whatever follows it for a while.
    const isFollowed = () => field.every((runner, who) => shownAfter(answers, acknowledged[who]!, runner) > FEW)
    for (let round = 1; round <= MOST_ROUNDS && !isFollowed(); round++)
      await Promise.all(steps(seed + round * STEPS, IN_FLIGHT).map(run))
    return { answers, acknowledged }
  }

  /** @returns when the acknowledgement arrived */
  async function shield(childId: string): Promise<number> {
    const { status } = await trip.practitioner.shield(childId)
    const at = performance.now()
    return status === 201 ? at : shield(childId)
  }
})

/** Hidden values of the child or its lookalike, or the child's record as if it had no shield. */
function reveals(text: string, { mark, childId, twinId }: Runner): boolean {
  if (mark.test(text) || text.includes(twinId)) return true
  const {
    child,
    hits = [],
    shielded,
  } = JSON.parse(text) as {
    child?: { childId: string }
    shielded?: boolean
    hits?: { childId: string; shielded: boolean }[]
  }
  const shown = child ? [{ ...child, shielded }] : hits
  return shown.some((one) => one.childId === childId && (one.shielded !== true || Object.keys(one).length !== 5))
}

/** The race proves something only when both sides of every acknowledgement were run. */
function expectARealRace(answers: Arrived[], acknowledged: number[], field: Runner[]): void {
  // 404: a lookalike that is hidden now, or a child that a feed has just written and nobody has compared with shielded ones yet.
  expect(answers.filter(({ status }) => ![200, 404, 503].includes(status))).toEqual([])
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(STEPS / 2)
  field.forEach((runner, who) => {
    const before = answers.filter(({ at, text }) => at < acknowledged[who]! && runner.mark.test(text))
    expect(before.length).toBeGreaterThan(FEW)
    expect(shownAfter(answers, acknowledged[who]!, runner)).toBeGreaterThan(FEW)
  })
}

/** How many answers have shown the child, in whatever form, since its acknowledgement. */
function shownAfter(answers: Arrived[], acknowledged: number, { childId }: Runner): number {
  return answers.filter(({ at, text }) => at > acknowledged && text.includes(childId)).length
}
