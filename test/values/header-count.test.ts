import t from 'tap';
import { countHeader } from '../../src/values/header-count.ts';

t.test('counts header names in any letter case, and ignores values', async (t) => {
  const rawHeaders = ['Host', 'accept', 'Accept', 'a', 'ACCEPT', 'b', 'Accept-Language', 'accept'];
  t.equal(countHeader({ rawHeaders }, 'accept'), 2);
  t.equal(countHeader({ rawHeaders }, 'host'), 1);
  t.equal(countHeader({ rawHeaders }, 'cookie'), 0);
  t.equal(countHeader({ rawHeaders: [] }, 'host'), 0);
});
