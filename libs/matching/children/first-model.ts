import { referenceText } from '../fields/reference.ts'
import type { Model } from '../model/model.ts'

let model: Model | undefined

/** The model that a directory begins with, of `CHILD_FIELDS`: learned from made-up children, see `reference/README.md`. */
export function firstChildModel(): Model {
  return (model ??= JSON.parse(referenceText('child-model.json')) as Model)
}
