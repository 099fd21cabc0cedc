/**
 * The statements of every peer on Node.js: pg's pool with named prepared statements, as written by hand. Times are
 * `Date` objects, pg's default.
 */
import pg from 'pg';
import { databaseUrl, poolSize } from './settings.js';

// Ids are numbers in the contract. pg returns a bigint as text by default.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize });

const columns =
  'id, user_id, title, description, completed, completed_at, priority, tags, due_date, created_at, updated_at';

export async function findTask(userId, id) {
  const { rows } = await pool.query({
    name: 'find',
    text: `select ${columns} from tasks where user_id = $1 and id = $2`,
    values: [userId, id],
  });
  return rows[0];
}

export async function listTasks(userId, { limit, offset, q }) {
  if (q) {
    const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
    const { rows } = await pool.query({
      name: 'search',
      text: `select ${columns} from tasks where user_id = $1 and (title ilike $4 or description ilike $4)
        order by created_at desc, id desc limit $2 offset $3`,
      values: [userId, limit, offset, pattern],
    });
    return rows;
  }
  const { rows } = await pool.query({
    name: 'list',
    text: `select ${columns} from tasks where user_id = $1 order by created_at desc, id desc limit $2 offset $3`,
    values: [userId, limit, offset],
  });
  return rows;
}

export async function createTask(user, task) {
  const { title, description = null, priority = 'none', tags = [], due_date: dueDate = null } = task;
  const { rows } = await pool.query({
    name: 'create',
    text: `with owner as (insert into users (id, email) values ($1, $2) on conflict (id) do nothing)
      insert into tasks (user_id, title, description, priority, tags, due_date)
      values ($1, $3, $4, $5, $6, $7) returning ${columns}`,
    values: [user.sub, user.email, title, description, priority, tags, dueDate],
  });
  return rows[0];
}

/** Changes the given members and keeps the others. */
export async function updateTask(userId, id, changes) {
  const names = ['title', 'description', 'completed', 'priority', 'tags', 'due_date'].filter(
    (name) => changes[name] !== undefined,
  );
  const sets = names.map((name, index) => `${name} = $${index + 3}`).join(', ');
  const { rows } = await pool.query({
    name: `update ${names.join()}`,
    text: `update tasks set ${sets}, updated_at = now() where user_id = $1 and id = $2 returning ${columns}`,
    values: [userId, id, ...names.map((name) => changes[name])],
  });
  return rows[0];
}

export async function toggleTask(userId, id) {
  const { rows } = await pool.query({
    name: 'toggle',
    text: `update tasks set completed = not completed, updated_at = now(),
      completed_at = case when not completed then now() end
      where user_id = $1 and id = $2 returning ${columns}`,
    values: [userId, id],
  });
  return rows[0];
}

/** For peers that validate times as text. */
export function withTimesAsText(row) {
  return {
    ...row,
    completed_at: row.completed_at && row.completed_at.toISOString(),
    due_date: row.due_date && row.due_date.toISOString(),
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}
