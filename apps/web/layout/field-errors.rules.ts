import { ProblemError } from '@contactpoint/client'

/** Something that is wrong with a form, said as GOV.UK says it. */
export interface FieldError {
  /** Id of the field; empty: it is about none. */
  field: string
  text: string
}

/** Whether the gateway refused something for this reason. */
export function isProblem(error: unknown, code: string): error is ProblemError {
  return error instanceof ProblemError && error.code === code
}

/** What to do about a rule that a field breaks, by its field and rule, by its field, or by its rule. */
const WORDS: Record<string, string> = {
  'reason isIn': 'Select why you need this record',
  caseReference: 'Enter your case reference, like EH/2026/14',
  'caseReference isReference': 'A case reference has letters, numbers, slashes and dashes, like EH/2026/14',
  'familyName isNameCriterion': 'Enter a family name: a * may end it after two letters, like mainw*',
  'givenName isNameCriterion': 'Enter a given name: a * may end it after two letters',
  'carerFamilyName isNameCriterion': 'Enter the family name of a carer: a * may end it after two letters',
  'dateOfBirth isPastDate': 'Enter a real date of birth in the past, like 2012-06-27',
  'dateOfBirthFrom isPastDate': 'Enter a real date in the past, like 2012-06-27',
  'dateOfBirthTo isPastDate': 'Enter a real date in the past, like 2012-06-27',
  'postcode isPostcode': 'Enter a whole postcode, like LS1 4AP',
  'organisation isOrganisation': 'Enter the code of a school, a practice or an authority',
  organisation: 'Enter the code of a school, a practice or an authority, as the public lists have it',
  'organisation isLength': 'Enter for which organisation',
  'organisation matches': 'Enter for which organisation',
  'personName isName': 'Enter the name of the person',
  'phone isPhone': 'Enter a whole work phone number, like 0113 496 0123',
  'email isEmailAddress': 'Enter an e-mail address, like name@example.gov.uk',
  'startDate isPastDate': 'Enter a real date that is not in the future, like 2026-03-02',
  'endDate isPastDate': 'Enter a real date that is not in the future, like 2026-03-02',
  'service isIn': 'Select what the service is',
  'ground isIn': 'Select why the child needs a shield',
  'channel isIn': 'Select who asks for the shield',
  'code isIn': 'Select a reason',
  'outcome isIn': 'Select what came of it',
  'answer isIn': 'Select whether there were grounds',
  'decision isIn': 'Select what is to be done',
  'authority matches': 'Enter the code of an authority, three digits, like 380',
  authority: 'Enter the code of another authority, three digits, as the public lists have it',
  'otherChildId isChildId': 'Enter the number of the other record, twelve letters and digits, like KLJ6G4D4VGLR',
  otherChildId: 'Enter the number of the other record, twelve letters and digits, like KLJ6G4D4VGLR',
  until: 'Enter a real day in the future, a year from now at the most',
  personId: 'Enter the id of a practitioner of your authority',
  reviewer: 'Enter the name of who reviewed it',
  signature: 'Enter where the signature is kept: letters, digits, slashes and dashes, like WA/2026/118',
  isIn: 'Select one of the list',
  isPastDate: 'Enter a real date that is not in the future, like 2026-03-02',
  maxLength: 'This is too long',
  minLength: 'This is too short',
}

/**
 * What is wrong with what somebody sent, in words; an error that is not about what they sent is thrown on.
 *
 * @param error whatever calling the gateway threw
 * @param own words of this form for a field, where the usual ones do not fit
 * @throws it, unless it says what is wrong with a form, or that somebody was first
 */
export function fieldErrors(error: unknown, own: Record<string, string> = {}): FieldError[] {
  if (!(error instanceof ProblemError)) throw error
  if (error.code === 'invalid-request')
    return onceEach(error.places.map(({ field, rule }) => inWords(field.split('.').at(-1)!, rule, own)))
  if (error.code === 'conflict') return [{ field: '', text: error.message }]
  if (error.code === 'step-up-failed') return [{ field: 'pin', text: WRONG_PROOF }]
  throw error
}

const WRONG_PROOF =
  'The PIN, the code or the key is wrong, or was used before. Wait for the next code, or use your key again'

/** A field that breaks two rules says one thing to do. */
function onceEach(errors: readonly FieldError[]): FieldError[] {
  return errors.filter(({ field }, n) => errors.findIndex((one) => one.field === field) === n)
}

function inWords(field: string, rule: string, own: Record<string, string>): FieldError {
  return {
    field,
    text: own[field] ?? WORDS[`${field} ${rule}`] ?? WORDS[field] ?? WORDS[rule] ?? `Check ${spaced(field)}`,
  }
}

function spaced(field: string): string {
  return field.replaceAll(/([A-Z])/g, ' $1').toLowerCase()
}

/** The same, of a step that is for others too: who may not take it is told so beside a field. @param own words of this form for a field */
export function refusals(error: unknown, own: Record<string, string>, field: string): FieldError[] {
  if (isProblem(error, 'forbidden')) return [{ field, text: error.message }]
  return fieldErrors(error, own)
}
