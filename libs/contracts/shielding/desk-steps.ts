/** How far a shield has come on its way in or out: from which of these a step can be taken is a table (docs/access-matrix.md). */
export const SHIELD_STAGES = [
  'interim',
  'placed',
  'confirmed',
  'lift-proposed',
  'lift-agreed',
  'refusal-proposed',
  'refusal-agreed',
] as const
export type ShieldStage = (typeof SHIELD_STAGES)[number]

/** What the people of a desk can do about a shield and its record. `refuse` ends the shield; `refuse-proposal` what is proposed about the record. */
export const DESK_STEPS = [
  'place',
  'confirm',
  'propose-refusal',
  'agree-refusal',
  'refuse',
  'review-keep',
  'review-lift',
  'propose-lift',
  'agree-lift',
  'keep',
  'lift',
  'seal',
  'unseal',
  'propose-merge',
  'agree-merge',
  'propose-split',
  'agree-split',
  'offer-handover',
  'refuse-proposal',
] as const
export type DeskStep = (typeof DESK_STEPS)[number]
