import { runBackupProgram, serverUrl, usage } from './lib/backup-program.ts';
import { writeBackup } from './lib/write-backup.ts';

await runBackupProgram(async () => {
  const [folder, ...rest] = process.argv.slice(2);
  if (folder === undefined || folder.startsWith('-') || rest.length > 0)
    throw usage('./scripts/backup FOLDER');
  const manifest = await writeBackup({ url: serverUrl(), folder });
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  return [
    `已备份 ${manifest.tables.length} 张表、${rows} 行到 ${folder}`,
    `Backed up ${manifest.tables.length} tables, ${rows} rows to ${folder}`,
    '备份里没有密钥：LONGQIAO_KEYS、LONGQIAO_HASH_KEY 请另行保管，没有它们就读不出身份证号和电话',
    'The keys are not in it: keep LONGQIAO_KEYS and LONGQIAO_HASH_KEY elsewhere, or ID numbers and phones cannot be read',
  ];
});
