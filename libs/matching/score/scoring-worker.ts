import { parentPort, workerData } from 'node:worker_threads'
import { PairComparer } from '../compare/pair-comparer.ts'
import { PairScorer } from './pair-scorer.ts'
import { weighSlice } from './scoring.ts'
import { revived, type ThreadStart } from './scoring-thread.ts'

const { scoring: given, frequencies } = workerData as ThreadStart
const scoring = { ...given, table: revived(given.table) }
const scorer = new PairScorer(scoring.table, scoring, new PairComparer(scoring.table, scoring.model), frequencies)

parentPort!.on('message', ([from, to]: [number, number]) => {
  const weighed = weighSlice(scoring, scorer, from, to)
  parentPort!.postMessage(weighed, [weighed.left.buffer, weighed.right.buffer, weighed.weight.buffer])
})
