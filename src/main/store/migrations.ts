/** The cache's schema, one step per version; a step that was released is never edited. */
export const cacheMigrations: readonly string[] = [
  `
  CREATE TABLE session (one INTEGER PRIMARY KEY CHECK (one = 1), user_id TEXT);

  CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    user_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    extensions TEXT NOT NULL,
    department TEXT,
    email TEXT,
    logged_in INTEGER,
    status TEXT,
    status_label TEXT,
    in_wrap_up INTEGER NOT NULL,
    wrap_up_ends_at INTEGER
  );
  CREATE TABLE user_extensions (extension TEXT PRIMARY KEY, user_id TEXT NOT NULL) WITHOUT ROWID;
  CREATE INDEX user_extensions_by_user ON user_extensions (user_id);

  CREATE VIRTUAL TABLE directory USING fts5 (
    name, department, extensions, email,
    content = 'users', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
  );
  CREATE TRIGGER users_added AFTER INSERT ON users BEGIN
    INSERT INTO directory (rowid, name, department, extensions, email)
    VALUES (new.id, new.name, new.department, new.extensions, new.email);
  END;
  CREATE TRIGGER users_removed AFTER DELETE ON users BEGIN
    INSERT INTO directory (directory, rowid, name, department, extensions, email)
    VALUES ('delete', old.id, old.name, old.department, old.extensions, old.email);
  END;
  CREATE TRIGGER users_renamed AFTER UPDATE ON users
  WHEN (old.name, old.department, old.extensions, old.email)
    IS NOT (new.name, new.department, new.extensions, new.email)
  BEGIN
    INSERT INTO directory (directory, rowid, name, department, extensions, email)
    VALUES ('delete', old.id, old.name, old.department, old.extensions, old.email);
    INSERT INTO directory (rowid, name, department, extensions, email)
    VALUES (new.id, new.name, new.department, new.extensions, new.email);
  END;

  CREATE TABLE queues (queue_id TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE memberships (
    queue_id TEXT NOT NULL, user_id TEXT NOT NULL, priority INTEGER NOT NULL,
    PRIMARY KEY (queue_id, user_id)
  ) WITHOUT ROWID;
  CREATE INDEX memberships_by_user ON memberships (user_id);

  CREATE TABLE calls (
    call_id TEXT PRIMARY KEY,
    parent_call_id TEXT,
    source TEXT NOT NULL,
    destination TEXT NOT NULL,
    dialled_number TEXT,
    queue_id TEXT,
    queue_entered_at INTEGER,
    source_user_id TEXT AS (source ->> '$.userId'),
    destination_user_id TEXT AS (destination ->> '$.userId'),
    destination_queue_id TEXT AS (destination ->> '$.queueId')
  );
  CREATE INDEX calls_by_parent ON calls (parent_call_id);
  CREATE INDEX calls_by_source_user ON calls (source_user_id);
  CREATE INDEX calls_by_destination_user ON calls (destination_user_id);
  CREATE INDEX calls_by_destination_queue ON calls (destination_queue_id);

  CREATE TABLE phone_calls (phone_call_id TEXT PRIMARY KEY, call_id TEXT, phone_call TEXT NOT NULL);
  CREATE TABLE external_numbers (digits TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;
  CREATE TABLE switches (switch_id TEXT PRIMARY KEY, switch TEXT NOT NULL);
  `,
  `
  CREATE TABLE ledger (one INTEGER PRIMARY KEY CHECK (one = 1), company TEXT NOT NULL);
  CREATE TABLE visits (
    visit_id INTEGER PRIMARY KEY,
    call_id TEXT NOT NULL,
    queue_id TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    left_at INTEGER,
    agent_id TEXT,
    talk_ended_at INTEGER,
    open INTEGER NOT NULL,
    rebuilt INTEGER NOT NULL
  );
  CREATE INDEX visits_by_queue ON visits (queue_id, entered_at);
  CREATE INDEX visits_by_time ON visits (entered_at);
  CREATE INDEX visits_by_call ON visits (call_id);
  CREATE INDEX visits_open ON visits (visit_id) WHERE open = 1;
  CREATE TABLE offers (
    call_id TEXT PRIMARY KEY,
    parent_call_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    offered_at INTEGER NOT NULL,
    ended_at INTEGER
  ) WITHOUT ROWID;
  CREATE INDEX offers_by_parent ON offers (parent_call_id);
  `,
  `
  ALTER TABLE users ADD COLUMN wrap_up_call_id TEXT;
  ALTER TABLE visits ADD COLUMN wrap_up_ended_at INTEGER;
  CREATE TABLE history (
    history_id TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    call_id TEXT NOT NULL,
    direction TEXT NOT NULL,
    other_user_id TEXT,
    number TEXT,
    number_tail TEXT NOT NULL,
    name TEXT,
    dialled_number TEXT,
    queue_id TEXT,
    started_at INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    missed_because TEXT,
    answered_by TEXT,
    rang_ms INTEGER,
    waited_ms INTEGER,
    talked_ms INTEGER,
    ended_by TEXT NOT NULL,
    rebuilt INTEGER NOT NULL,
    PRIMARY KEY (owner_id, history_id)
  ) WITHOUT ROWID;
  CREATE INDEX history_by_time ON history (owner_id, started_at);
  CREATE INDEX history_by_call ON history (owner_id, call_id, started_at);
  CREATE INDEX history_by_number ON history (owner_id, number_tail, started_at);
  CREATE INDEX history_by_colleague ON history (owner_id, other_user_id, started_at);

  ALTER TABLE visits ADD COLUMN caller_number TEXT;
  ALTER TABLE visits ADD COLUMN caller_tail TEXT NOT NULL DEFAULT '';
  CREATE INDEX visits_by_caller ON visits (caller_tail, entered_at);
  ALTER TABLE offers ADD COLUMN declined INTEGER NOT NULL DEFAULT 0;
  `,
  // What was erased or is too old stays away, although the core's files tell it again. `part` says what of the call was erased: the
  // 'line' of the history, the number of the 'caller', the 'agent' who answered.
  `
  CREATE TABLE retention (one INTEGER PRIMARY KEY CHECK (one = 1), kept_since INTEGER NOT NULL);
  CREATE TABLE erased (
    call_id TEXT NOT NULL, part TEXT NOT NULL, erased_at INTEGER NOT NULL,
    PRIMARY KEY (call_id, part)
  ) WITHOUT ROWID;
  CREATE INDEX visits_by_agent ON visits (agent_id);

  CREATE TRIGGER visits_too_old BEFORE INSERT ON visits
  WHEN new.entered_at < (SELECT kept_since FROM retention) BEGIN SELECT RAISE(IGNORE); END;
  CREATE TRIGGER history_not_kept BEFORE INSERT ON history
  WHEN new.started_at < (SELECT kept_since FROM retention)
    OR EXISTS (SELECT 1 FROM erased WHERE call_id = new.call_id AND part = 'line')
  BEGIN SELECT RAISE(IGNORE); END;

  CREATE TRIGGER visits_added_after_erasure AFTER INSERT ON visits
  WHEN EXISTS (SELECT 1 FROM erased WHERE call_id = new.call_id)
  BEGIN
    UPDATE visits SET caller_number = NULL, caller_tail = '' WHERE visit_id = new.visit_id
      AND EXISTS (SELECT 1 FROM erased WHERE call_id = new.call_id AND part = 'caller');
    UPDATE visits SET agent_id = NULL WHERE visit_id = new.visit_id AND NOT open
      AND EXISTS (SELECT 1 FROM erased WHERE call_id = new.call_id AND part = 'agent');
  END;
  CREATE TRIGGER visits_changed_after_erasure AFTER UPDATE ON visits
  WHEN EXISTS (SELECT 1 FROM erased WHERE call_id = new.call_id)
  BEGIN
    UPDATE visits SET caller_number = NULL, caller_tail = '' WHERE visit_id = new.visit_id
      AND EXISTS (SELECT 1 FROM erased WHERE call_id = new.call_id AND part = 'caller');
    UPDATE visits SET agent_id = NULL WHERE visit_id = new.visit_id AND NOT open
      AND EXISTS (SELECT 1 FROM erased WHERE call_id = new.call_id AND part = 'agent');
  END;
  CREATE TRIGGER history_added_after_erasure AFTER INSERT ON history
  WHEN new.answered_by IS NOT NULL
    AND EXISTS (SELECT 1 FROM erased WHERE call_id = new.call_id AND part = 'agent')
  BEGIN
    UPDATE history SET answered_by = NULL WHERE owner_id = new.owner_id AND history_id = new.history_id;
  END;
  `,
  // Holds all that figures are made of, so that they are counted without looking at the visits themselves.
  `
  DROP INDEX visits_by_queue;
  CREATE INDEX visits_by_queue
    ON visits (queue_id, entered_at, state, left_at, talk_ended_at, wrap_up_ended_at, rebuilt);
  `,
  `
  CREATE TABLE listened (
    listened_from INTEGER PRIMARY KEY, listened_until INTEGER NOT NULL, filled INTEGER NOT NULL
  );
  `,
  // Indexes that nothing looks into any more: live state is searched in memory.
  `
  DROP INDEX memberships_by_user;
  DROP INDEX visits_by_agent;
  DROP TABLE calls;
  CREATE TABLE calls (
    call_id TEXT PRIMARY KEY,
    parent_call_id TEXT,
    source TEXT NOT NULL,
    destination TEXT NOT NULL,
    dialled_number TEXT,
    queue_id TEXT,
    queue_entered_at INTEGER,
    source_user_id TEXT AS (source ->> '$.userId'),
    destination_user_id TEXT AS (destination ->> '$.userId')
  ) WITHOUT ROWID;
  `,
  "CREATE TABLE account (one INTEGER PRIMARY KEY CHECK (one = 1), digest TEXT NOT NULL);",
  `
  CREATE TABLE agent_states (
    user_id TEXT NOT NULL, state TEXT NOT NULL, began_at INTEGER NOT NULL, ended_at INTEGER,
    PRIMARY KEY (user_id, began_at)
  ) WITHOUT ROWID;
  CREATE INDEX agent_states_by_end ON agent_states (ended_at);
  `,
  // Calls that go on are in memory alone.
  "DROP TABLE calls; DROP TABLE phone_calls;",
];

/** The schema of what people entered themselves. */
export const userDataMigrations: readonly string[] = [
  "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;",
  "CREATE TABLE board (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;",
  `CREATE TABLE notes (call_id TEXT PRIMARY KEY, text TEXT NOT NULL, written_at INTEGER NOT NULL);
  CREATE TABLE service_levels (queue_id TEXT PRIMARY KEY, service_level_ms INTEGER NOT NULL) WITHOUT ROWID;`,
  "CREATE TABLE devices (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;",
  // `before`: what the import of this contact found in its place.
  `
  CREATE TABLE contacts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, folded_name TEXT NOT NULL, contact TEXT NOT NULL,
    import_id TEXT NOT NULL, before TEXT
  );
  CREATE INDEX contacts_by_name ON contacts (folded_name);
  CREATE INDEX contacts_by_import ON contacts (import_id);
  CREATE TABLE contact_numbers (tail TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (tail, id)) WITHOUT ROWID;
  CREATE INDEX contact_numbers_by_contact ON contact_numbers (id);
  CREATE VIRTUAL TABLE contact_index USING fts5 (
    name, company, department, numbers, email,
    content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2'
  );
  CREATE TABLE contact_imports (
    import_id TEXT PRIMARY KEY, file_name TEXT NOT NULL, started_at INTEGER NOT NULL, ended INTEGER NOT NULL,
    added INTEGER NOT NULL, updated INTEGER NOT NULL, left_out INTEGER NOT NULL
  );
  CREATE TABLE favourites (
    favourite_id TEXT PRIMARY KEY, user_id TEXT UNIQUE, contact_id TEXT UNIQUE,
    in_group TEXT NOT NULL, position INTEGER NOT NULL
  );
  CREATE TABLE colleague_notes (user_id TEXT PRIMARY KEY, text TEXT NOT NULL, written_at INTEGER NOT NULL) WITHOUT ROWID;
  `,
  `
  CREATE TABLE key_bindings (profile TEXT NOT NULL, action TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (profile, action))
    WITHOUT ROWID;
  CREATE TABLE panes (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  `,
  "CREATE TABLE auto_answer (queue_id TEXT PRIMARY KEY) WITHOUT ROWID;",
];
