import { IsBoolean, IsObject, IsOptional } from 'class-validator'
import { request, type RequestContract, type Service } from './message.ts'
import { Nothing } from './nothing.ts'

/** Whether a service can do its work now: both must have answered within the last check. */
export class Health {
  @IsBoolean()
  nats!: boolean

  @IsBoolean()
  mongo!: boolean

  /** How much work waits, by what it is called in metrics; nothing that does not. Absent: a version that does not say. */
  @IsOptional()
  @IsObject()
  waiting?: Record<string, number>
}

const probe = (owner: Service): RequestContract<Nothing, Health> =>
  request(`${owner}.health.get`, Nothing, Health, { askedBy: ['gateway'], for: 'service' })

/** One question a service: is NATS and MongoDB really answering you? */
export const getHealth = {
  identity: probe('identity'),
  directory: probe('directory'),
  shielding: probe('shielding'),
  ingestion: probe('ingestion'),
  audit: probe('audit'),
} as const
