import { describe, expect, it } from '@jest/globals'
import { quality } from './quality.ts'

describe('quality', () => {
  it('is worked out from a confusion table by hand', () => {
    // 8 joined, 6 of them right; 12 true pairs. P = 6/8, R = 6/12, F1 = 2 · 6 / (8 + 12).
    const found = quality({ truePositives: 6, falsePositives: 2, falseNegatives: 6 })
    expect(found).toMatchObject({ precision: 0.75, recall: 0.5, f1: 0.6 })
  })

  it('has an F1 between precision and recall, nearer to the lower', () => {
    // P = 1, R = 1/4: the middle would be 0.625, the harmonic mean is 0.4.
    expect(quality({ truePositives: 1, falsePositives: 0, falseNegatives: 3 }).f1).toBe(0.4)
  })

  it('calls nothing wrong when nothing was asked and nothing was joined', () => {
    expect(quality({ truePositives: 0, falsePositives: 0, falseNegatives: 0 })).toMatchObject({
      precision: 1,
      recall: 1,
      f1: 1,
    })
  })

  it('is nought, not NaN, when all that was joined is wrong or all that is true was missed', () => {
    expect(quality({ truePositives: 0, falsePositives: 3, falseNegatives: 0 })).toMatchObject({ precision: 0, f1: 0 })
    expect(quality({ truePositives: 0, falsePositives: 0, falseNegatives: 3 })).toMatchObject({ recall: 0, f1: 0 })
  })
})
