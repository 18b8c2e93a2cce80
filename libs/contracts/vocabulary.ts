/** Why a practitioner opens or searches for a record (S09). */
export const REASONS = [
  'coordinate-support',
  'safeguarding-concern',
  'assessment',
  'transition',
  'data-quality',
] as const
export type Reason = (typeof REASONS)[number]

/** Why a child is shielded (S20): seen by the responsible authority's officers only. */
export const GROUNDS = ['fleeing-abuse', 'adoption', 'police-protection', 'other'] as const
export type Ground = (typeof GROUNDS)[number]

/** Who may ask for a shield (S22). */
export const ASKED_CHANNELS = ['authority', 'parent', 'user'] as const

/** Who asked for a shield. `feed`: a source that holds the child back from others. */
export const CHANNELS = [...ASKED_CHANNELS, 'feed'] as const
export type Channel = (typeof CHANNELS)[number]
export type AskedChannel = (typeof ASKED_CHANNELS)[number]

/**
 * States of a shield in force; no clock ends any of them. `interim`: since it was asked for, until officers have decided; `placed` by one,
 * `confirmed` by another; `lift-proposed`: it holds until the management team has decided.
 */
export const SHIELD_STATES = ['interim', 'placed', 'confirmed', 'lift-proposed'] as const
export type ShieldState = (typeof SHIELD_STATES)[number]

/** Why a shield that was asked for is not placed. */
export const REFUSAL_CODES = ['no-risk-found', 'not-this-child', 'requester-not-known', 'other'] as const
export type RefusalCode = (typeof REFUSAL_CODES)[number]

/** Why a shield is no longer needed. */
export const LIFT_CODES = ['risk-ended', 'family-asks', 'placed-in-error', 'other'] as const
export type LiftCode = (typeof LIFT_CODES)[number]

/** What the management team decides of a shield that is proposed to be lifted. */
export const LIFT_DECISIONS = ['lift', 'keep'] as const
export type LiftDecision = (typeof LIFT_DECISIONS)[number]

/** What comes of a review: it stays, or its officers are to propose that it is lifted. */
export const REVIEW_DECISIONS = ['keep', 'propose-lift'] as const
export type ReviewDecision = (typeof REVIEW_DECISIONS)[number]

/** What a shield waits for: something that was due is not done, or is due within a week. */
export const DUE = ['overdue', 'week'] as const
export type Due = (typeof DUE)[number]

/** What a check has found of an attempt to override a shield. */
export const OVERRIDE_ANSWERS = ['legitimate', 'not-legitimate'] as const
export type OverrideAnswer = (typeof OVERRIDE_ANSWERS)[number]

export const OVERRIDE_STATES = ['open', ...OVERRIDE_ANSWERS] as const
export type OverrideState = (typeof OVERRIDE_STATES)[number]

/** How far an attempt to override a shield came. */
export const OVERRIDE_STEPS = ['refused', 'warned', 'shown', 'ended'] as const
export type OverrideStep = (typeof OVERRIDE_STEPS)[number]

/** How a check knows. */
export const OVERRIDE_CODES = [
  'case-record-confirms',
  'manager-confirms',
  'emergency-confirmed',
  'no-professional-need',
  'wrong-child',
  'other',
] as const
export type OverrideCode = (typeof OVERRIDE_CODES)[number]

/**
 * How far a version of the policy has come. `founding`: in force from the start, without an external review; `reviewed`: by somebody outside;
 * `approved-once` and `approved`: by one and by another of the national desk; `in-force`: answers are released under it.
 */
export const POLICY_STATES = ['founding', 'proposed', 'reviewed', 'approved-once', 'approved', 'in-force'] as const
export type PolicyState = (typeof POLICY_STATES)[number]

/** What a policy may leave out of the record of a child who is not shielded. */
export const POLICY_ITEMS = ['former-names', 'carers', 'address'] as const
export type PolicyItem = (typeof POLICY_ITEMS)[number]

/** What a record says of sensitive services: not that there is any, or that there is another service (S33, AC-25). */
export const SENSITIVE_POLICIES = ['nothing', 'unspecified'] as const
export type SensitivePolicy = (typeof SENSITIVE_POLICIES)[number]

/** How a council knew a parent who asked for a shield. */
export const IDENTITY_EVIDENCE = [
  'passport',
  'driving-licence',
  'birth-certificate',
  'known-to-service',
  'other',
] as const
export type IdentityEvidence = (typeof IDENTITY_EVIDENCE)[number]

/** Every step that may have been taken about a shield. */
export const SHIELD_STEPS = [
  'interim-shield',
  'asked-again',
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
  'escalate',
  'seal',
  'unseal',
  'merge',
  'split',
  'move',
  'lookalike-hidden',
  'override',
  'override-end',
] as const
export type ShieldStepKind = (typeof SHIELD_STEPS)[number]

/** The desk that decides about children for whom no authority can: a code of its own beside those of the authorities. */
export const NATIONAL_DESK = '000'

/** What a shield leaves: `standard` four things of the child, `sealed` nothing, not even that there is such a child (S20, AC-09). */
export const TIERS = ['standard', 'sealed'] as const
export type Tier = (typeof TIERS)[number]

/** What a record has in common with a shielded child, as kinds: `shown` is name, birth date and gender together. */
export const NEAR_KINDS = ['shown', 'postcode', 'carer', 'phone', 'upn', 'nhs-number', 'former'] as const
export type NearKind = (typeof NEAR_KINDS)[number]

/**
 * What a shield does to records around it: makes those near it invisible, covers those of its household, and has officers told of those that may be the
 * child's and stay as they are.
 */
export const NEAR_EFFECTS = ['invisible', 'covered', 'told'] as const
export type NearEffect = (typeof NEAR_EFFECTS)[number]

/** What officers decide of a record near a shielded child: it needs a shield itself, may be seen for a reason, or is somebody else. */
export const NEAR_DECISIONS = ['shield', 'justified', 'not-the-child'] as const
export type NearDecision = (typeof NEAR_DECISIONS)[number]

export const NEAR_STATES = ['open', ...NEAR_DECISIONS] as const
export type NearState = (typeof NEAR_STATES)[number]

/** How they know. */
export const NEAR_CODES = ['school-confirms', 'practice-confirms', 'family-confirms', 'other-register'] as const
export type NearCode = (typeof NEAR_CODES)[number]

/** Spans of time in which the children that somebody sees are counted. */
export const BUDGET_WINDOWS = ['hour', 'day', 'month'] as const
export type BudgetWindow = (typeof BUDGET_WINDOWS)[number]

/** Why somebody needs to see more children than their role may. */
export const APPEAL_CODES = ['school-intake', 'emergency', 'new-caseload', 'other'] as const
export type AppealCode = (typeof APPEAL_CODES)[number]

export const APPEAL_DECISIONS = ['grant', 'refuse'] as const
export type AppealDecision = (typeof APPEAL_DECISIONS)[number]

export const GENDERS = ['female', 'male', 'unspecified'] as const
export type Gender = (typeof GENDERS)[number]

/** Closed list of roles (architecture section 4). `feed-supplier` is held by a system client, never by a person. */
export const ROLES = [
  'practitioner',
  'shield-officer',
  'cpmt',
  'data-steward',
  'account-manager',
  'accreditor',
  'trainer',
  'auditor',
  'operator',
  'feed-supplier',
] as const
export type Role = (typeof ROLES)[number]

/** Relationship of a carer to the child, as a closed list: no free text about a family is kept (S34). */
export const RELATIONSHIPS = [
  'mother',
  'father',
  'parent',
  'step-parent',
  'grandparent',
  'foster-carer',
  'guardian',
  'other',
] as const
export type Relationship = (typeof RELATIONSHIPS)[number]

/** Services whose very existence may be sensitive: recorded with a basis only, and shown to the management team alone (S33, AC-25). */
export const SENSITIVE_SERVICES = ['sexual-health', 'mental-health', 'substance-misuse'] as const

/** What somebody does for a child, or a service that does. */
export const SERVICE_TYPES = [
  'school',
  'gp',
  'early-years',
  'health-visiting',
  'school-nursing',
  'paediatrics',
  'therapy',
  'special-needs',
  'education-welfare',
  'early-help',
  'social-care',
  'youth-work',
  'youth-justice',
  'police',
  'housing',
  'voluntary',
  ...SENSITIVE_SERVICES,
  'other',
] as const
export type ServiceType = (typeof SERVICE_TYPES)[number]

/** What an authority's systems may say: a sensitive one needs a consent, and a school and a practice have feeds of their own. */
export type FedServiceType = Exclude<ServiceType, (typeof SENSITIVE_SERVICES)[number] | 'school' | 'gp'>
const NOT_BY_AUTHORITIES: readonly ServiceType[] = [...SENSITIVE_SERVICES, 'school', 'gp']
export const FED_SERVICE_TYPES = SERVICE_TYPES.filter((one): one is FedServiceType => !NOT_BY_AUTHORITIES.includes(one))

/** As it is shown: `unspecified` is another service, of which the authority may be asked. */
export const SHOWN_SERVICES = [...SERVICE_TYPES, 'unspecified'] as const
export type ShownService = (typeof SHOWN_SERVICES)[number]

/** Whose word it is that a sensitive service may be recorded: of suspected harm, the provider's. */
export const CONSENT_GIVERS = ['young-person', 'parent', 'carer', 'provider', 'other'] as const
export type ConsentGiver = (typeof CONSENT_GIVERS)[number]

/** On which basis it may be. */
export const CONSENT_BASES = ['explicit-consent', 'suspected-harm', 'other'] as const
export type ConsentBasis = (typeof CONSENT_BASES)[number]

/** How long a shield has been in force, each without what is less. Reviews are due every six months. */
export const SHIELD_AGES = [
  'less-than-a-week',
  'less-than-a-month',
  'less-than-half-a-year',
  'less-than-a-year',
  'a-year-or-more',
] as const
export type ShieldAge = (typeof SHIELD_AGES)[number]
