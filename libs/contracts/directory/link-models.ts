import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator'
import { About, OrNull } from '../about.ts'
import {
  LINK_DECISIONS,
  LINK_MODEL_STATES,
  TRIAL_DECISIONS,
  type LinkDecisionKind,
  type LinkModelState,
  type TrialDecision,
} from '../feed-vocabulary.ts'
import { request } from '../message.ts'
import { IsReference } from '../rules.ts'
import { PolicyHand } from '../shielding/policy-versions.ts'

/** A model travels in one message of the bus, which carries a megabyte. */
export const MOST_MODEL_BYTES = 500_000
/** More versions than this are not listed at a time. */
export const MOST_LINK_MODELS_LISTED = 50
/** On trial a model is run beside the one in force on so many rows before it may be activated; in a directory of fewer children on as many. */
export const FEWEST_TRIAL_ROWS = 1_000

const VERSION = { example: 12 } as const
const ROWS = { example: 153_434 } as const

@About('How a model was made.')
export class LinkModelFacts {
  @About('Rows that it was learned from.', ROWS)
  @IsInt()
  rows!: number

  @About('The number that the drawing of rows began with: the same rows and this one make the same model.', {
    example: 20_261_130,
  })
  @IsInt()
  seed!: number

  @About('How often it was learned again from the groups that the one before had made.', { example: 2 })
  @IsInt()
  rounds!: number

  @About('On which day, as far as the rules for children go.', { format: 'date', maxLength: 10, example: '2026-11-30' })
  @IsString()
  madeOn!: string

  @About('Where it is written how it was made and how good it is.', { maxLength: 40, example: 'LINKING/2026/3' })
  @IsReference()
  report!: string
}

@About('How many rows were decided in one way by the model in force, and in one way by this one.')
export class TrialMove {
  @About('What the model in force decided.')
  @IsIn(LINK_DECISIONS)
  inForce!: LinkDecisionKind

  @About('What this one would have decided. `another`: another child than the model in force.')
  @IsIn(TRIAL_DECISIONS)
  onTrial!: TrialDecision

  @About('Rows.', ROWS)
  @IsInt()
  rows!: number
}

@About('What came of running a model beside the one in force. Nothing is done by what it decides.')
export class LinkModelTrial {
  @About('Rows that both have decided about.', ROWS)
  @IsInt()
  rows!: number

  @About('The share about which they decided the same, 0 to 1; null: no row has come yet.', {
    minimum: 0,
    maximum: 1,
    example: 0.9993,
  })
  @OrNull()
  @IsNumber()
  agreed!: number | null

  @About('From which decision to which, the most rows first; what never happened is left out.', { maxItems: 12 })
  @IsArray()
  @ArrayMaxSize(LINK_DECISIONS.length * TRIAL_DECISIONS.length)
  @ValidateNested({ each: true })
  @Type(() => TrialMove)
  moves!: TrialMove[]
}

@About('One version of the model by which rows are linked, and how far it has come. What it says never changes.')
export class LinkModelVersion {
  @About('Its number, from 1.', VERSION)
  @IsInt()
  version!: number

  @About('How far it has come.')
  @IsIn(LINK_MODEL_STATES)
  state!: LinkModelState

  @About('Whether rows are linked by it now. One version is at any time.')
  @IsBoolean()
  inForce!: boolean

  @About('SHA-256 of the model as JSON without spaces, the names of each object sorted, in hexadecimal.', {
    pattern: '^[0-9a-f]{64}$',
    maxLength: 64,
    example: '9a27f197c08ee98e1f6c2b7d5a4e3f2019c8d7b6a5f4e3d2c1b0a9f8e7d6c5b4',
  })
  @IsString()
  digest!: string

  @ValidateNested()
  @Type(() => LinkModelFacts)
  facts!: LinkModelFacts

  @About('Who proposed it.')
  @ValidateNested()
  @Type(() => PolicyHand)
  proposed!: PolicyHand

  @About('Who put it in force; null: nobody has.')
  @OrNull()
  @ValidateNested()
  @Type(() => PolicyHand)
  activated!: PolicyHand | null

  @ValidateNested()
  @Type(() => LinkModelTrial)
  trial!: LinkModelTrial
}

@About('A version with what it says.')
export class LinkModelRead extends LinkModelVersion {
  @About(
    'The model, as the JSON that the digest is of. It lists how common names, days and postcodes are, and no child.',
    {
      maxLength: MOST_MODEL_BYTES,
      example: '{"fields":[],"made":{},"prior":0.00000410376,"version":1}',
    },
  )
  @IsString()
  document!: string
}

@About('Versions of the model by which rows are linked.')
export class LinkModelsListed {
  @About('The newest first; fifty at most.', { maxItems: MOST_LINK_MODELS_LISTED })
  @IsArray()
  @ArrayMaxSize(MOST_LINK_MODELS_LISTED)
  @ValidateNested({ each: true })
  @Type(() => LinkModelVersion)
  items!: LinkModelVersion[]

  @About('What to ask for as `before` for those before these; null at the end.', VERSION)
  @OrNull()
  @IsInt()
  next!: number | null
}

export class ListLinkModels {
  @About('Only versions before this one.', VERSION)
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  before?: number
}

@About('One version.')
export class OneLinkModel {
  @About('Its number.', VERSION)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  version!: number
}

@About('What is said of a model beside the model itself.')
export class OfferLinkModel {
  @About('Where it is written how it was made and how good it is.', { maxLength: 40, example: 'LINKING/2026/3' })
  @IsReference()
  report!: string
}

export class ProposeLinkModel extends OfferLinkModel {
  /** The model as JSON. */
  @IsString()
  @MaxLength(MOST_MODEL_BYTES)
  document!: string
}

export const FOR_MODEL_READERS = {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['data-steward', 'cpmt', 'auditor'],
} as const

/** The versions of the model, each with its trial. It is about no child, and is not recorded. */
export const listLinkModels = request('directory.link-model.list', ListLinkModels, LinkModelsListed, FOR_MODEL_READERS)

/** What a version says. Errors: `not-found`. */
export const readLinkModel = request('directory.link-model.read', OneLinkModel, LinkModelRead, FOR_MODEL_READERS)

/** Proposes another model, which is run beside the one in force from then on. Errors: `invalid-request` for what is no model by which rows can be decided. */
export const proposeLinkModel = request('directory.link-model.propose', ProposeLinkModel, LinkModelVersion, {
  ...{ askedBy: ['gateway'], for: 'person', roles: ['data-steward'] },
})

/**
 * Puts the model in force that is on trial. Errors: `forbidden` to teams of authorities; `not-found`; `conflict`, with the state as it is, when it
 * is not on trial, was tried on too few rows, or takes somebody else than who proposed it.
 */
export const activateLinkModel = request('directory.link-model.activate', OneLinkModel, LinkModelVersion, {
  ...{ askedBy: ['gateway'], for: 'person', roles: ['cpmt'], recently: true },
})
