import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator'
import { KeyedServiceConfig } from '@contactpoint/runtime'

/**
 * The master key also wraps the keys under which the log says something of a child. Destroying such a key forgets the child,
 * so a backup of the collection `part_keys` must not be kept longer than backups of `entries`, and neither longer than the
 * law lets the child be remembered: a key that comes back from a backup brings back what it opened.
 */
export class AuditConfig extends KeyedServiceConfig {
  /** First part of the log's name in its checkpoints, the origin: a host, without scheme. It never changes once the log has begun. */
  @Matches(/^[a-z0-9.-]{1,200}(:\d{1,5})?$/)
  logHost = 'contactpoint.localhost'

  /** Port of the public log, where anybody may read hashes and signatures; absent: none. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(65535)
  logPort?: number

  /** A copy that writes the log and dies is replaced after this long at the most, in milliseconds; askers wait five seconds. */
  @IsInt()
  @Min(100)
  @Max(4_000)
  sequencerLeaseMs = 4_000
}
