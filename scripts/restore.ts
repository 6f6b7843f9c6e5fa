import { parseArgs } from 'node:util';
import { createDatabaseUnlessThere } from '../src/services/postgres-control.ts';
import { runBackupProgram, serverUrl, usage } from './lib/backup-program.ts';
import { restoreBackup } from './lib/restore-backup.ts';

const USAGE = './scripts/restore FOLDER [--database NAME]';

await runBackupProgram(async () => {
  const { folder, database } = readArguments();
  const url = new URL(serverUrl());
  if (database !== undefined) url.pathname = `/${encodeURIComponent(database)}`;
  if (database !== undefined) await createDatabaseUnlessThere(url.href);
  const manifest = await restoreBackup({ url: url.href, folder });
  const name = decodeURIComponent(url.pathname.slice(1));
  return [
    `已恢复 ${manifest.tables.length} 张表到数据库 ${name}（备份于 ${manifest.createdAt}）`,
    `Restored ${manifest.tables.length} tables into the database ${name} (backed up at ${manifest.createdAt})`,
    `→ 把 DATABASE_URL 指向 ${name}，配上备份时的密钥，运行 longqiao doctor`,
    `→ Point DATABASE_URL at ${name}, set the keys of the time of the backup, run longqiao doctor`,
  ];
});

function readArguments(): { readonly folder: string; readonly database: string | undefined } {
  try {
    const { values, positionals } = parseArgs({
      options: { database: { type: 'string' } },
      allowPositionals: true,
    });
    const [folder, ...rest] = positionals;
    if (folder !== undefined && rest.length === 0) return { folder, database: values.database };
  } catch {
    // An unknown option: the usage says which there are.
  }
  throw usage(USAGE);
}
