import type { ShieldState, ShieldStep, ShieldStepKind } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { stageOf } from './stages.rules.ts'

const step = (kind: ShieldStepKind): ShieldStep => ({ kind, by: 'e3b0c442', at: '', code: null, ground: null })
const stage = (state: ShieldState, ...kinds: ShieldStepKind[]) => stageOf({ state, steps: kinds.map(step) })

describe('what a shield waits for', () => {
  it('is its state, as long as nobody wants to end it', () => {
    expect(stage('interim', 'interim-shield')).toBe('interim')
    expect(stage('placed', 'interim-shield', 'place', 'escalate')).toBe('placed')
    expect(stage('confirmed', 'place', 'confirm', 'review-keep', 'override', 'override-end')).toBe('confirmed')
  })

  it('is how far a refusal or a lifting has come, which only the steps tell', () => {
    expect(stage('interim', 'interim-shield', 'propose-refusal')).toBe('refusal-proposed')
    expect(stage('placed', 'place', 'propose-refusal', 'agree-refusal', 'escalate')).toBe('refusal-agreed')
    expect(stage('lift-proposed', 'confirm', 'propose-lift')).toBe('lift-proposed')
    expect(stage('lift-proposed', 'propose-lift', 'agree-lift', 'seal')).toBe('lift-agreed')
    expect(stage('confirmed', 'confirm', 'review-lift')).toBe('lift-wanted')
  })

  it('is the state again when somebody asked again, placed or kept it, and when steps are cut off', () => {
    expect(stage('interim', 'propose-refusal', 'asked-again')).toBe('interim')
    expect(stage('placed', 'propose-refusal', 'place')).toBe('placed')
    expect(stage('confirmed', 'propose-lift', 'agree-lift', 'keep')).toBe('confirmed')
    expect(stage('confirmed', 'agree-lift')).toBe('confirmed')
    expect(stage('lift-proposed')).toBe('lift-proposed')
  })
})
