import { IsDefined, IsIn, ValidateBy, ValidateIf, buildMessage, type ValidationArguments } from 'class-validator'
import { About } from '../about.ts'
import { applyDecorators } from '../apply-decorators.ts'
import { IsPastDate } from '../rules.ts'
import {
  CONSENT_BASES,
  CONSENT_GIVERS,
  SENSITIVE_SERVICES,
  type ConsentBasis,
  type ConsentGiver,
  type ServiceType,
} from '../vocabulary.ts'

/** Whether the very existence of such a service may be sensitive. */
export function isSensitive(service: ServiceType): boolean {
  return (SENSITIVE_SERVICES as readonly string[]).includes(service)
}

/** What allows that a sensitive service is recorded: who, when, and which basis (domain 2.2, SI r.11(3)). */
@About('What allows that a sensitive service is recorded.')
export class Consent {
  @About('Whose word it is.')
  @IsIn(CONSENT_GIVERS)
  givenBy!: ConsentGiver

  @About('The basis.')
  @IsIn(CONSENT_BASES)
  basis!: ConsentBasis

  @About('When it was given.')
  @IsPastDate()
  givenOn!: string
}

interface OfAService {
  service: ServiceType
}

/** There for every sensitive service and for no other: what nobody consented to is not recorded, nor a consent that nobody needs. */
export function IsConsentToService(): PropertyDecorator {
  const isOfSensitive = (_value: unknown, args?: ValidationArguments): boolean =>
    isSensitive((args!.object as OfAService).service)
  return applyDecorators(
    ValidateIf((involvement: OfAService, value: unknown) => isSensitive(involvement.service) || value !== undefined),
    IsDefined(),
    ValidateBy({
      name: 'isOfSensitiveService',
      validator: {
        validate: isOfSensitive,
        defaultMessage: buildMessage(() => '$property is for sensitive services only'),
      },
    }),
  )
}
