-- The ledger's file (format 2; another form needs another FORMAT in ledger.py).
--
-- run         each time a class was marked: when, what with, in which isolation
-- exercise    the instructor's notebooks, as they were when something was marked with them
-- submission  what each student handed in, attempt by attempt, and in which run it was last there
-- content     what was found in a file: the answers, or why there are none, and what was repaired
-- verdict     what a check says of a set of answers; `judge` is its digest with all it depends on
-- override    points that a person has set, for a student and a check, whatever else changes
-- published   the marks as they were last written out, to tell which have changed since
-- move        each mark that has changed after it was written out, and why

CREATE TABLE IF NOT EXISTS run (
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    finished TEXT NOT NULL DEFAULT '',   -- when the reports were written; empty until then
    exercise TEXT NOT NULL,
    digest TEXT NOT NULL,                -- of the instructor's notebook
    seed INTEGER NOT NULL,
    version TEXT NOT NULL,               -- of convedu
    sandbox TEXT NOT NULL,
    isolation TEXT NOT NULL DEFAULT '',  -- as the jail calls itself
    limits TEXT NOT NULL,                -- JSON
    reading TEXT NOT NULL,               -- digest of what finds the answers in a file
    checks TEXT NOT NULL,                -- JSON: name, points and judge of each
    source TEXT NOT NULL,                -- the exercise's path
    submissions TEXT NOT NULL,           -- their path
    layout TEXT NOT NULL,                -- how the submissions are arranged
    due TEXT NOT NULL,                   -- ISO 8601; empty if there is no due date
    penalty REAL NOT NULL,               -- share of the full points for each day late
    attempts TEXT NOT NULL,              -- which attempt counts
    extensions TEXT NOT NULL DEFAULT '[]', -- JSON: who has a due date of their own
    members TEXT NOT NULL DEFAULT '[]',  -- JSON: who is in which group
    taken TEXT NOT NULL DEFAULT ''       -- the layout that was recognised, and how sure that is
);
CREATE TABLE IF NOT EXISTS exercise (
    digest TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS submission (
    student TEXT NOT NULL,
    attempt TEXT NOT NULL,
    id TEXT NOT NULL,              -- what the learning platform calls the student
    submitted TEXT NOT NULL,       -- ISO 8601 in UTC; empty if it is not known
    file TEXT NOT NULL,            -- SHA-256 of the submitted file, empty if it cannot be opened
    reasons TEXT NOT NULL,         -- JSON: what was odd about the file, or why it was not marked
    failed INTEGER NOT NULL,       -- whether the grader itself did not manage
    run INTEGER NOT NULL,          -- the last in which it was there
    marked TEXT NOT NULL,
    PRIMARY KEY (student, attempt)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS content (
    file TEXT NOT NULL,
    reading TEXT NOT NULL,         -- digest of the code that finds answers, and of what it looks for
    status TEXT NOT NULL CHECK (status IN ('ok', 'repaired', 'unreadable')),
    reasons TEXT NOT NULL,         -- JSON: sentences
    key TEXT NOT NULL,             -- digest of the answers, empty if there are none
    answers TEXT NOT NULL,         -- JSON: the answers' ids and what was run
    PRIMARY KEY (file, reading)
);
CREATE INDEX IF NOT EXISTS content_key ON content (key);
CREATE TABLE IF NOT EXISTS verdict (
    key TEXT NOT NULL,             -- of the answers
    judge TEXT NOT NULL,           -- digest of the check with all that it depends on
    name TEXT NOT NULL,            -- of the check
    state TEXT NOT NULL,
    fraction REAL NOT NULL CHECK (fraction BETWEEN 0 AND 1),
    misconception TEXT,
    message TEXT NOT NULL,
    example TEXT NOT NULL,         -- the smallest failing case, empty where it is hidden
    seconds REAL NOT NULL,
    limit_hit TEXT NOT NULL,       -- timeout, memory, died or empty
    isolation TEXT NOT NULL,
    PRIMARY KEY (key, judge)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS override (
    student TEXT NOT NULL,
    name TEXT NOT NULL,            -- of the check
    points REAL NOT NULL,
    comment TEXT NOT NULL,
    made TEXT NOT NULL,
    key TEXT NOT NULL,             -- of the answers that counted then
    PRIMARY KEY (student, name)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS published (
    student TEXT PRIMARY KEY,
    page TEXT NOT NULL,            -- digest of what the feedback was made from
    marks TEXT NOT NULL            -- JSON: for each check what the mark was made from
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS move (
    id INTEGER PRIMARY KEY,
    made TEXT NOT NULL,
    student TEXT NOT NULL,
    name TEXT NOT NULL,            -- of the check
    before REAL,
    after REAL,
    why TEXT NOT NULL
);
