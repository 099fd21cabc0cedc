import t from 'tap';
import { sourceName } from '../../../scripts/test-run/failed-files.ts';
import { divide, testFiles } from '../../../scripts/test-run/groups.ts';

t.test('runs every test file once', async (t) => {
  const files = await testFiles();
  const { groups, single } = divide(files);
  t.strictSame([...[...groups.values()].flat(), ...single].toSorted(), files.toSorted());
  t.ok(single.includes('.compiled/test/main/drain.test.js'), 'a file that starts servers has a process of its own');
});

t.test('names the sources of a group by a pattern that "npm test" takes', async (t) => {
  const { groups } = divide(await testFiles());
  for (const [entry, files] of groups) {
    const pattern = sourceName(entry).replaceAll('.', '\\.').replaceAll('*', '[^/]+');
    for (const file of files) t.match(sourceName(file), new RegExp(`^${pattern}$`));
  }
});

t.test('refuses a pattern that matches nothing', async (t) => {
  t.throws(() => divide(['.compiled/test/app/log.test.js']), {
    message: 'No test file matches test/app/operations/*.test.ts.',
  });
});
