import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'
import { FINDINGS, type FindingCounts } from './quality.rules.ts'

const count = { type: Number, required: true } as const
const verdicts = {
  type: new Schema({ same: count, different: count }, { _id: false, strict: 'throw' }),
  required: true,
}

const findingsSchema = new Schema<FindingCounts>(
  {
    _id: { type: String, required: true },
    model: count,
    source: { type: String, required: true },
    community: { type: String, required: true },
    ...Object.fromEntries(FINDINGS.map((finding) => [finding, verdicts])),
  },
  { versionKey: false, strict: 'throw' },
)
findingsSchema.index({ model: 1 })

export const linkFindings = collection('link_findings', findingsSchema)
