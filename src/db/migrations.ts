import { People1764000000001 } from './migrations/1764000000001-people.ts';
import { EmployersAndOpenings1764000000002 } from './migrations/1764000000002-employers-and-openings.ts';
import { Settings1764000000003 } from './migrations/1764000000003-settings.ts';
import { Runs1764000000004 } from './migrations/1764000000004-runs.ts';
import { BrokersAndNotices1764000000005 } from './migrations/1764000000005-brokers-and-notices.ts';
import { ChangeMarks1764000000006 } from './migrations/1764000000006-change-marks.ts';
import { PackedParts1764000000007 } from './migrations/1764000000007-packed-parts.ts';
import { ChangeNotices1764000000008 } from './migrations/1764000000008-change-notices.ts';
import { OpenWages1764000000009 } from './migrations/1764000000009-open-wages.ts';
import { KnownFlags1764000000010 } from './migrations/1764000000010-known-flags.ts';
import { KeyRotation1764000000030 } from './migrations/1764000000030-key-rotation.ts';
import { ChangeLog1764000000011 } from './migrations/1764000000011-change-log.ts';
import { IncrementalRuns1764000000012 } from './migrations/1764000000012-incremental-runs.ts';
import { ListHistory1764000000025 } from './migrations/1764000000025-list-history.ts';
import { Counts1764000000026 } from './migrations/1764000000026-counts.ts';
import { RunVerdicts1764000000045 } from './migrations/1764000000045-run-verdicts.ts';
import { Reconciliation1764000000027 } from './migrations/1764000000027-reconciliation.ts';
import { PeopleAway1764000000028 } from './migrations/1764000000028-people-away.ts';
import { BrokerChannels1764000000040 } from './migrations/1764000000040-broker-channels.ts';
import { ToldPairs1764000000041 } from './migrations/1764000000041-told-pairs.ts';
import { LaborerVersions1764000000031 } from './migrations/1764000000031-laborer-versions.ts';
import { IdentityConflicts1764000000032 } from './migrations/1764000000032-identity-conflicts.ts';
import { Consents1764000000033 } from './migrations/1764000000033-consents.ts';
import { ServiceRecords1764000000034 } from './migrations/1764000000034-service-records.ts';
import { Imports1764000000020 } from './migrations/1764000000020-imports.ts';
import { BulkReconciliation1764000000029 } from './migrations/1764000000029-bulk-reconciliation.ts';
import { ChangeRanges1764000000035 } from './migrations/1764000000035-change-ranges.ts';
import { ImportRowPeople1764000000053 } from './migrations/1764000000053-import-row-people.ts';
import { WorkerBeats1764000000042 } from './migrations/1764000000042-worker-beats.ts';

/** All migrations, oldest first; a new one is added at the end and never edited afterwards. */
export const MIGRATIONS = [
  People1764000000001,
  EmployersAndOpenings1764000000002,
  Settings1764000000003,
  Runs1764000000004,
  BrokersAndNotices1764000000005,
  ChangeMarks1764000000006,
  PackedParts1764000000007,
  ChangeNotices1764000000008,
  OpenWages1764000000009,
  KnownFlags1764000000010,
  KeyRotation1764000000030,
  ChangeLog1764000000011,
  IncrementalRuns1764000000012,
  ListHistory1764000000025,
  Counts1764000000026,
  RunVerdicts1764000000045,
  Reconciliation1764000000027,
  PeopleAway1764000000028,
  BrokerChannels1764000000040,
  ToldPairs1764000000041,
  LaborerVersions1764000000031,
  IdentityConflicts1764000000032,
  Consents1764000000033,
  ServiceRecords1764000000034,
  Imports1764000000020,
  BulkReconciliation1764000000029,
  ImportRowPeople1764000000053,
  ChangeRanges1764000000035,
  WorkerBeats1764000000042,
] as const;
