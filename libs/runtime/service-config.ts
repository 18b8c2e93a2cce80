import { Equals, IsOptional, IsString, Matches } from 'class-validator'
import { AppConfig } from './config.ts'

/** Settings of an app that keeps a database. */
export class ServiceConfig extends AppConfig {
  /** Address of MongoDB with the service's own user and database: a secret. */
  @IsString()
  mongodbUri!: string

  /** `yes`: each answer is held against its declared class before it goes. For tests: it costs as much as the answer. */
  @IsOptional()
  @Equals('yes')
  checkAnswers?: 'yes'
}

/** Settings of an app that keeps secrets at rest. */
export class KeyedServiceConfig extends ServiceConfig {
  /** 32 bytes, base64: wraps what must not lie in the database in clear. A secret. */
  @Matches(/^[A-Za-z0-9+/]{43}=$/)
  masterKey!: string
}

/** Settings of the `provision` step. */
export class ProvisionConfig {
  /** Address of MongoDB as an administrator: a secret. */
  @IsString()
  mongodbAdminUri!: string

  /** Password that the service's own user gets: a secret. */
  @IsString()
  mongodbPassword!: string
}
